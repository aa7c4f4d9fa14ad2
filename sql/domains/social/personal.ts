import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const SAID = 'Nghị định 147/2024/NĐ-CP; quy chế của tỉnh về tiếp nhận, phản hồi thông tin trên mạng xã hội'
const REVIEWED = 'Luật Trí tuệ nhân tạo 134/2025/QH15: người chấm lại được phần máy làm'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.text',
    basis: SAID,
    what: {
      vi: 'Nội dung bài công khai, có thể nêu tên người; số điện thoại, thư điện tử, số giấy tờ, biển số, tài khoản đã che',
      en: 'The text of a public post, which may name persons; telephone, e-mail, identity and plate numbers and accounts masked',
    },
    purpose: { vi: 'Biết người dân nói gì về tỉnh', en: 'To know what is said of the province' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.outlet',
    basis: SAID,
    what: {
      vi: 'Trang, nhóm, kênh; của tài khoản cá nhân chỉ ghi là tài khoản cá nhân',
      en: 'The page, group or channel; of a person’s own account only that it is one',
    },
    purpose: { vi: 'Biết tin đến từ đâu', en: 'To know where it was said' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.external_id',
    basis: SAID,
    what: {
      vi: 'Mã bài công khai, dẫn về người đăng trên nền tảng',
      en: 'The id of a public post, which leads to its poster on the platform',
    },
    purpose: { vi: 'Đếm mỗi bài đúng một lần', en: 'To count each post once' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.repost_of',
    basis: SAID,
    what: { vi: 'Mã bài được chia sẻ lại', en: 'The id of the post it passes on' },
    purpose: { vi: 'Gom bài chia sẻ về bài đầu', en: 'To gather what was passed on' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.story_id',
    basis: SAID,
    what: { vi: 'Mã bài đầu của chủ đề', en: 'The id of the first post of its story' },
    purpose: { vi: 'Gom bài về cùng một việc', en: 'To gather posts of one matter' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.reviewed_by',
    basis: REVIEWED,
    what: { vi: 'Người đã chấm lại', en: 'Who judged it anew' },
    purpose: { vi: 'Biết ai chịu trách nhiệm', en: 'To know who answers for it' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'social_fact.review_reason',
    basis: REVIEWED,
    what: { vi: 'Lý do chấm lại, lời của người chấm', en: 'Why, in that person’s own words' },
    purpose: { vi: 'Người sau hiểu vì sao', en: 'For others to understand' },
  },
]
