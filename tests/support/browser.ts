import type { Browser } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import { launchSignedIn } from './signed-in-browser.ts'

export { signIn } from './signed-in-browser.ts'

/**
 * A browser in which somebody is signed in, whatever server of this machine it looks at. What a test opens in it is closed with the
 * test: left open it would go on drawing, and calling for a server that is gone.
 */
export async function launchBrowser(): Promise<Browser> {
  const browser = await launchSignedIn(inject('home'))
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    try {
      onTestFinished(() => context.close().catch(() => {}))
    } catch {
      // Opened before any test, it is there for all of them.
    }
    return context
  }
  return browser
}
