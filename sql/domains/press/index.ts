import { defineDomain } from '../../src/pack/pack.ts'

const OWNER = { vi: 'Sở Văn hóa, Thể thao và Du lịch', en: 'Department of Culture, Sports and Tourism' }

export default defineDomain({
  id: 'press',
  title: { vi: 'Báo chí', en: 'Press' },
  kinds: [{ id: 'article', title: { vi: 'Bài viết', en: 'Article' }, table: 'press_fact' }],
  measures: [
    {
      id: 'press.mentions',
      title: { vi: 'Lượt đăng', en: 'Mentions' },
      unit: 'article',
      units: 'sum',
      time: 'sum',
      grain: 'hour',
      dims: ['outlet'],
    },
    {
      id: 'press.stories',
      title: { vi: 'Tin gốc, đã gộp bài đăng lại', en: 'Stories, reprints collapsed' },
      unit: 'story',
      units: 'sum',
      time: 'sum',
      grain: 'hour',
      dims: ['outlet'],
    },
  ],
  dims: { outlet: { title: { vi: 'Cơ quan báo chí', en: 'Outlet' } } },
  indicators: [
    {
      id: 'press.mentions_24h',
      title: { vi: 'Lượt đăng 24 giờ', en: 'Mentions in 24 hours' },
      formula: 'press.mentions',
      unit: 'article',
      direction: 'none',
      period: 'last24h',
      owner: OWNER,
      basis: 'Luật Báo chí',
    },
    {
      id: 'press.stories_24h',
      title: { vi: 'Tin gốc 24 giờ', en: 'Stories in 24 hours' },
      formula: 'press.stories',
      unit: 'story',
      direction: 'none',
      period: 'last24h',
      owner: OWNER,
      basis: 'Luật Báo chí',
    },
  ],
  tiles: [
    { id: 'press.mentions_24h', kind: 'stat', indicator: 'press.mentions_24h' },
    {
      id: 'press.by_hour',
      kind: 'bars',
      title: { vi: 'Báo chí 24 giờ: tin gốc và bài đăng lại', en: 'Press, 24 hours: stories and reprints' },
      measure: 'press.mentions',
      stories: 'press.stories',
      hours: 24,
    },
    {
      id: 'press.outlets',
      kind: 'ranking',
      title: { vi: 'Cơ quan báo chí nhắc nhiều nhất, 24 giờ', en: 'Most active outlets, 24 hours' },
      measure: 'press.mentions',
      by: 'outlet',
      period: 'last24h',
      rows: 6,
    },
    { id: 'press.newest', kind: 'stream', title: { vi: 'Tin mới', en: 'Newest' }, rows: 12 },
  ],
})
