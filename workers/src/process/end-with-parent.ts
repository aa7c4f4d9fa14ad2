const PATIENCE_MS = 10_000

/** Ends this process in order when it is told to, or when the process that started it is gone, kill -9 included. */
export function endWithParent(close: () => Promise<void>): void {
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    await close().catch(() => {})
    process.exit(0)
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (process.connected) process.on('disconnect', end)
}
