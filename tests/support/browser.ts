import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

// The headless Chromium that came from the npm registry, libraries included, so that no package of the system is needed.

const FLAGS = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome', args: FLAGS })
  // It unpacks under a fixed name; a folder of our own keeps runs apart.
  const folder = mkdtempSync(join(tmpdir(), 'ioc-chromium-'))
  process.env.TMPDIR = folder
  // Makes it bring its own nss and nspr where the system has none.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  const { default: packed } = await import('@sparticuz/chromium')
  const executablePath = await packed.executablePath()
  // Its own fonts.conf looks under /tmp. Without one font of the system Chromium draws no text at all, web fonts included.
  const fonts = join(folder, 'fonts')
  writeFileSync(join(fonts, 'fonts.conf'), `<fontconfig><dir>${fonts}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`)
  process.env.FONTCONFIG_PATH = fonts
  const browser = await chromium.launch({ executablePath, args: FLAGS })
  browser.on('disconnected', () => rmSync(folder, { recursive: true, force: true }))
  return browser
}
