import { expect, test } from 'vitest'
import { draftOf, EMPTY, readDraft, readTime, sayTime } from './draft.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const STORM = { ...EMPTY, titleVi: 'Bão số 3', from: '2026-09-07', source: 'Bản tin bão' }

test('a draft says what it has, and knows which of its fields keep it from being said', () => {
  expect(readDraft(STORM).said).toEqual({
    ...{ kind: 'storm', title: { vi: 'Bão số 3' }, from: '2026-09-07', units: [], indicators: [], domains: [] },
    source: 'Bản tin bão',
  })
  const wrong = (draft: typeof EMPTY) => [...readDraft(draft).wrong].sort()
  expect(wrong(EMPTY)).toEqual(['from', 'source', 'titleVi'])
  expect(wrong({ ...STORM, to: '2026-09-06' })).toEqual(['to'])
  expect(wrong({ ...STORM, to: null })).toEqual(['to'])
  expect(wrong({ ...STORM, from: null, link: 'javascript:x' })).toEqual(['from', 'link'])
})

test('what was said is a draft again, its domains apart from its indicators', () => {
  const { said } = readDraft({
    ...STORM,
    titleEn: 'Yagi',
    to: '2026-09-08',
    figures: ['press', 'budget.revenue'],
    link: 'https://x.vn',
  })
  expect(said).toMatchObject({ domains: ['press'], indicators: ['budget.revenue'], title: { en: 'Yagi' } })
  expect(said && readDraft(draftOf(said)).said).toEqual(said)
})

test('a day is written and read as a day, a moment as a moment', () => {
  expect(readTime('07/09/2026', ZONE)).toBe('2026-09-07')
  expect(readTime('14:00 07/09/2026', ZONE)).toBe('2026-09-07T07:00:00.000Z')
  expect(readTime('hôm qua', ZONE)).toBe(null)
  for (const said of ['07/09/2026', '14:00 07/09/2026']) expect(sayTime(readTime(said, ZONE) as string, ZONE)).toBe(said)
})
