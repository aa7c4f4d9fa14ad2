import type { Standing } from '@ioc/server/contract'

const RELOADED_FOR = 'ioc-reloaded-for'
/** A new build does not bring all screens down upon the server at once. */
const SPREAD_MS = 10_000

let reloads: number | null = null

/** Loads the page anew where it was told to, or where another build is served; once for each. */
export function reloadFor({ build, orders }: Pick<Standing, 'build' | 'orders'>) {
  const ours = document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? ''
  if (reloads !== null && orders.reloads > reloads) location.reload()
  reloads ??= orders.reloads
  const isOld = build !== '' && ours !== '' && build !== ours
  if (!isOld || sessionStorage.getItem(RELOADED_FOR) === build) return
  sessionStorage.setItem(RELOADED_FOR, build)
  setTimeout(() => location.reload(), Math.random() * SPREAD_MS)
}

/** The machine does not go to sleep while the page is seen, where the browser lets a page ask for that. Returns how to let it. */
export function keepAwake(): () => void {
  let lock: { release(): Promise<void> } | undefined
  const ask = () => {
    if (document.hidden || !('wakeLock' in navigator)) return
    navigator.wakeLock.request('screen').then(
      (given) => {
        lock = given
      },
      () => {},
    )
  }
  ask()
  document.addEventListener('visibilitychange', ask)
  return () => {
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  }
}
