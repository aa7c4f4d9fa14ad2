/** Aborts when this process is asked to end, by Ctrl-C or otherwise; without it the process would end on the spot. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort())
  return controller.signal
}

/** Never resolves; rejects once the signal aborts, or at once if it has. */
export function failAt(signal: AbortSignal): Promise<never> {
  return new Promise((_, fail) => {
    if (signal.aborted) fail(signal.reason)
    signal.addEventListener('abort', () => fail(signal.reason))
  })
}
