/** Where a record stands in its page, as its format wrote it down in Vietnamese: «dòng 12», «phần tử 3». */
export function sayPlace(at: string, language: string): string {
  if (language !== 'en') return at
  return at
    .replace(/(^|\s|,)dòng (?=\d)/g, '$1row ')
    .replace(/(^|\s|,)phần tử (?=\d)/g, '$1item ')
    .replace(/(^|\s|,)trang (?=\S)/g, '$1sheet ')
}
