/** The oldest Node that the packages agree on; package.json says the same under `engines`. */
const wanted = [20, 19];

/** Ends with a sentence, not with a syntax error, on a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  process.stderr.write(`ipclab needs Node ${wanted.join('.')} or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
