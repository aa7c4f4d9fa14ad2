/** Where a record stands in its page, as its format wrote it down: «dòng 12», «phần tử 3», «M09!R33» of a workbook. */
export function sayPlace(at: string, language: string): string {
  const said = at.replace(/^(.*)!R(\d+)$/s, '$1, dòng $2')
  if (language !== 'en') return said
  return said
    .replace(/(^|\s|,)dòng (?=\d)/g, '$1row ')
    .replace(/(^|\s|,)phần tử (?=\d)/g, '$1item ')
    .replace(/(^|\s|,)trang (?=\S)/g, '$1sheet ')
}

/** The name of a page as a person reads it: an address without what only machines need. */
export function sayPage(name: string): string {
  if (!/^https?:/.test(name)) return name
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
