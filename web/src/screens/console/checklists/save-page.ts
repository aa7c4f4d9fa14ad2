import { saveFile } from '../../../ui/save-file.ts'

/** Keeps an article as one file that needs nothing beside it: its text as it stands, and the rules that lay it out. */
export function savePage(article: HTMLElement, name: string): Promise<void> {
  const lang = document.documentElement.lang || 'vi'
  const title = article.querySelector('h1')?.textContent ?? name
  const page = document.implementation.createHTMLDocument(title)
  page.documentElement.lang = lang
  const charset = page.createElement('meta')
  charset.setAttribute('charset', 'utf-8')
  const style = page.createElement('style')
  style.textContent = rulesOf('.report')
  page.head.prepend(charset)
  page.head.append(style)
  page.body.append(page.importNode(article, true))
  return saveFile(new Blob([`<!doctype html>\n${page.documentElement.outerHTML}`], { type: 'text/html' }), name)
}

/** The rules of this page that speak of a class. */
function rulesOf(selector: string): string {
  return [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .map(({ cssText }) => cssText)
    .filter((rule) => rule.includes(selector))
    .join('\n')
}
