// Units of measurement as the server tells them, for tests.

export const COUNT = { id: 'count', vi: '', en: '' }
export const PERCENT = { id: 'percent', vi: '%', en: '%' }
export const RANK = { id: 'rank', vi: 'hạng', en: 'rank' }
export const DONG = { id: 'dong', vi: 'đồng', en: 'dong' }
export const DOSSIER = { id: 'dossier', vi: 'hồ sơ', en: 'dossiers' }
export const ARTICLE = { id: 'article', vi: 'bài', en: 'articles' }
