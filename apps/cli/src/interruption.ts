/** A signal that is aborted by the first Ctrl-C or SIGTERM, so that sandboxes are cleared away before the command ends. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => controller.abort(new Error(`It was interrupted by ${name}.`)));
  }
  return controller.signal;
}
