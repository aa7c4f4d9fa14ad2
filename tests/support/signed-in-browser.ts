import type { Browser, BrowserContext, Cookie } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { SOMEBODY, sessionOf } from './people.ts'

/** A browser in which somebody of the tests is signed in, whatever server of this machine it looks at; or who another session’s cookie is of. */
export async function launchSignedIn(home: string, other: Cookie | null = null): Promise<Browser> {
  const browser = await launchChromium(home)
  const newContext = browser.newContext.bind(browser)
  browser.newContext = async (options) => {
    const context = await newContext(options)
    await (other ? context.addCookies([other]) : signIn(context))
    return context
  }
  browser.newPage = async (options) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    page.on('close', () => void context.close().catch(() => {}))
    return page
  }
  return browser
}

/** From its next request on, what is done there is done by that person. */
export const signIn = (context: BrowserContext, name?: string): Promise<void> =>
  context.addCookies([
    { name: 'ioc-session', value: sessionOf(name ?? SOMEBODY), domain: '127.0.0.1', path: '/', httpOnly: true },
  ])
