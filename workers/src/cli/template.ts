import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

interface Template {
  /** What is copied, and to where, which must not be there yet. */
  from: string
  to: string
  nameOf?: (path: string) => string
  wordsOf: (text: string) => string
  /** Where the template's relative imports lead, `'../../src/`; deeper files say one more `../`. */
  source: string
}

/** Copies a template that works, with names of its own in it. */
export function copyTemplate({ from, to, nameOf = (path) => path, wordsOf, source }: Template): void {
  if (existsSync(to)) throw new Error(`${to} is there already; choose another name, or remove it.`)
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (!/\.\w+$/.test(path)) continue
    const target = join(to, nameOf(path))
    mkdirSync(dirname(target), { recursive: true })
    const sources = relative(dirname(target), source).split(sep).join('/')
    writeFileSync(target, wordsOf(readFileSync(join(from, path), 'utf8')).replace(/'(?:\.\.\/){2,}src\//g, `'${sources}/`))
  }
}

/** A folder kept elsewhere says that what lies in it are modules, as the house's own packages do; else Node reads it by older rules. */
export function keptElsewhere(folder: string): void {
  const path = join(folder, 'package.json')
  if (!existsSync(path)) writeFileSync(path, '{ "type": "module" }\n')
}
