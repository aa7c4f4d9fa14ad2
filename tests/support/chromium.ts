import { mkdtempSync, writeFileSync } from 'node:fs'
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

/** `home` is where it unpacks; who gave it takes it away. */
export async function launchChromium(home: string, more: string[] = []): Promise<Browser> {
  const args = [...FLAGS, ...more]
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome', args })
  const known = unpacked.get(home) ?? unpack(home)
  unpacked.set(home, known)
  return chromium.launch({ ...(await known), args })
}

/** Once a process and home, and gone with it: unpacking takes longer than starting. */
const unpacked = new Map<string, ReturnType<typeof unpack>>()

async function unpack(home: string) {
  // It unpacks under a fixed name; a folder of our own keeps runs and processes apart.
  const folder = mkdtempSync(join(home, 'chromium-'))
  const found = { ...process.env }
  try {
    process.env.TMPDIR = folder
    // Makes it bring its own nss and nspr where the system has none.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    // Its own fonts.conf looks under /tmp. Without one font of the system Chromium draws no text at all, web fonts included.
    const fonts = join(folder, 'fonts')
    writeFileSync(join(fonts, 'fonts.conf'), `<fontconfig><dir>${fonts}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`)
    return { executablePath, env: { ...process.env, FONTCONFIG_PATH: fonts } as Record<string, string> }
  } finally {
    // What it needs of the environment is its own: other files share this process.
    for (const name of Object.keys(process.env)) if (!(name in found)) delete process.env[name]
    Object.assign(process.env, found)
  }
}
