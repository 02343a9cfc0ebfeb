/**
 * Optional packages that packages of a lock name and the lock lacks, as `[path, entry]`. npm leaves out of a lock what the registry did
 * not hand over when it was written, and then `npm ci` refuses the lock, though nobody but a machine of that kind installs them.
 * `packages` is the lock's own list: path in the tree -> entry. Entries have no `integrity`: it stands in the registry only.
 */
export function missingOptional(packages) {
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (placesAbove(path, name).some((place) => packages[place])) continue;
      if (!/^\d/.test(version))
        throw new Error(`${path} wants ${name} ${version}, which names no one version.`);
      const { os, cpu, ...libc } = platformOf(name);
      const needed = entry.dev ? { dev: true } : {};
      // In npm's own order, so that it writes the same.
      found.set(`node_modules/${name}`, { version, cpu, ...needed, ...libc, optional: true, os });
    }
  }
  return [...found];
}

/** Where Node looks for a package that the one at `path` asks for. */
function placesAbove(path, name) {
  const places = [`${path ? `${path}/` : ''}node_modules/${name}`];
  for (let above = path; above !== '';) {
    const cut = above.lastIndexOf('/node_modules/');
    above = cut < 0 ? '' : above.slice(0, cut);
    places.push(`${above ? `${above}/` : ''}node_modules/${name}`);
  }
  return places;
}

const systems = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];
const libraries = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' };

/** By the custom of napi-rs and prebuildify: `binding-linux-arm-musleabihf`, `binding-darwin-x64`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => systems.includes(word));
  const cpu = words.filter((word) => processors.includes(word));
  if (os.length !== 1 || cpu.length !== 1)
    throw new Error(`The name of ${name} says no system and processor.`);
  const libc = os[0] === 'linux' ? words.flatMap((word) => libraries[word] ?? []) : [];
  return { os, cpu, ...(libc.length ? { libc } : {}) };
}
