import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const PUBLISHED = 'Luật Báo chí 126/2025/QH15'
const REVIEWED = 'Luật Trí tuệ nhân tạo 134/2025/QH15: người chấm lại được phần máy làm'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.title',
    basis: PUBLISHED,
    what: {
      vi: 'Tiêu đề bài đã đăng, có thể nêu tên người như báo đã nêu; số điện thoại, thư điện tử, số giấy tờ, số tài khoản, biển số đã che',
      en: 'The title of a published article, which may name persons as it did; telephone, e-mail, identity, account and plate numbers masked',
    },
    purpose: { vi: 'Biết báo chí nói gì về tỉnh', en: 'To know what the press says of the province' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.summary',
    basis: PUBLISHED,
    what: {
      vi: 'Tóm tắt bài đã đăng, có thể nêu tên người như báo đã nêu; các số nói trên đã che',
      en: 'The summary of a published article, which may name persons as it did; the same numbers masked',
    },
    purpose: { vi: 'Biết báo chí nói gì về tỉnh', en: 'To know what the press says of the province' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.url',
    basis: PUBLISHED,
    what: { vi: 'Địa chỉ bài, có thể mang tên người', en: 'The address of the article, which may hold a name' },
    purpose: { vi: 'Mở lại bài gốc', en: 'To open the article itself' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.external_id',
    basis: PUBLISHED,
    what: { vi: 'Mã hoặc địa chỉ bài, có thể mang tên người', en: 'The id or address of the article, which may hold a name' },
    purpose: { vi: 'Đếm mỗi bài đúng một lần', en: 'To count each article once' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.story_id',
    basis: PUBLISHED,
    what: { vi: 'Mã hoặc địa chỉ bài đầu của chủ đề', en: 'The id or address of the first article of its story' },
    purpose: { vi: 'Gom bài về cùng một việc', en: 'To gather articles of one matter' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.reviewed_by',
    basis: REVIEWED,
    what: { vi: 'Người đã chấm lại', en: 'Who judged it anew' },
    purpose: { vi: 'Biết ai chịu trách nhiệm', en: 'To know who answers for it' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'press_fact.review_reason',
    basis: REVIEWED,
    what: { vi: 'Lý do chấm lại, lời của người chấm', en: 'Why, in that person’s own words' },
    purpose: { vi: 'Người sau hiểu vì sao', en: 'For others to understand' },
  },
]
