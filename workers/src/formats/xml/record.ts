import { nfc } from '../../values/text.ts'
import { isNamed, type XmlElement } from '../../xml/parse.ts'
import { isNamespace } from '../../xml/redact.ts'

/**
 * What stands in an element: children by their names without prefix, several of one name a list; attributes of its own as `@name`,
 * those of a child that is but a text as `child@name` beside it. What says it is nil is null.
 */
export function groupOf(element: XmlElement): Record<string, unknown> {
  const group: Record<string, unknown> = Object.create(null)
  const add = (name: string, value: unknown) => {
    const known = group[name]
    if (known === undefined) group[name] = value
    else if (Array.isArray(known)) known.push(value)
    else group[name] = [known, value]
  }
  for (const [name, value] of attributesOf(element)) group[`@${name}`] = value
  for (const child of element.children) {
    const isText = child.children.length === 0
    add(child.name, isText ? textOf(child) : groupOf(child))
    for (const [name, value] of isText ? attributesOf(child) : []) group[`${child.name}@${name}`] ??= value
  }
  return { ...group }
}

/** The elements that are records; null where the page has no such place. A place with none in it has none. */
export function recordsAt(root: XmlElement, path: string): XmlElement[] | null {
  if (path === '$') return root.children
  const names = path.split('.')
  const last = names.pop() as string
  let around: XmlElement[] = [root]
  for (const name of names) around = around.flatMap(({ children }) => children.filter((child) => isNamed(child, name)))
  if (around.length === 0) return null
  const found = around.flatMap(({ children }) => children.filter((child) => isNamed(child, last)))
  // In XML a list of none is not there at all; but where other records stand in its place, it has another name now.
  return found.length > 0 || around.every(({ children }) => children.every((child) => child.children.length === 0)) ? found : null
}

/** What the page says besides its records. */
export function aroundRecords(root: XmlElement, path: string): Record<string, unknown> {
  if (path === '$') return groupOf({ ...root, children: [] })
  const names = path.split('.')
  const without = (element: XmlElement, depth: number): XmlElement => ({
    ...element,
    children: element.children.flatMap((child) => {
      if (!isNamed(child, names[depth] as string)) return [child]
      return depth === names.length - 1 ? [] : [without(child, depth + 1)]
    }),
  })
  return groupOf(without(root, 0))
}

function textOf(element: XmlElement): string | null {
  const isNil = Object.entries(element.attributes).some(([name, value]) => /(^|:)nil$/i.test(name) && value === 'true')
  return isNil ? null : nfc(element.text)
}

function attributesOf({ attributes }: XmlElement): [name: string, value: string][] {
  return Object.entries(attributes).flatMap(([name, value]): [string, string][] =>
    isNamespace(name) || /(^|:)nil$/i.test(name) ? [] : [[name.slice(name.indexOf(':') + 1), nfc(value)]],
  )
}
