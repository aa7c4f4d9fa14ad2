import { startOfNumber } from '../../calendar/day.ts'
import { keyOf, Random } from '../../pack/random.ts'
import type { SimulatedUnit } from '../../pack/simulate.ts'
import type { Story } from './stories.ts'

// Now and then something happens that everybody speaks of. Press and social media tell of the same, so both take it from here.

export interface Crisis {
  at: number
  story: Story
  /** How much is said of it, beside an ordinary day. */
  size: number
  isRumour: boolean
}

const ONE_DAY_IN = 5
const HOUR_MS = 3_600_000

const STORIES: { topic: string; title: string; sentences: string[]; isRumour?: boolean }[] = [
  {
    topic: 'moi_truong',
    title: 'Cá chết trắng kênh qua {xa}, nước bốc mùi nồng nặc',
    sentences: [
      'Từ sáng sớm, người dân phát hiện cá chết hàng loạt trên kênh thủy lợi, nước chuyển màu đen và bốc mùi.',
      'Nhiều hộ bức xúc vì nghi có cơ sở xả thải trộm, đề nghị cơ quan chức năng lấy mẫu ngay.',
    ],
  },
  {
    topic: 'y_te',
    title: 'Hàng chục trẻ ở {xa} nhập viện nghi ngộ độc thực phẩm sau bữa ăn bán trú',
    sentences: [
      'Các cháu có biểu hiện đau bụng, nôn, phải đưa đi cấp cứu tại bệnh viện trong chiều nay.',
      'Phụ huynh lo lắng, yêu cầu làm rõ nguồn gốc thực phẩm của bếp ăn.',
    ],
  },
  {
    topic: 'ha_tang',
    title: 'Tai nạn liên hoàn ở {xa}, giao thông ùn tắc kéo dài',
    sentences: [
      'Nhiều xe tải va chạm trên đoạn đường đang thi công dở dang, không có biển cảnh báo.',
      'Người dân bức xúc vì đã phản ánh nhiều lần mà đoạn đường này chưa được sửa.',
    ],
  },
  {
    topic: 'hanh_chinh_cong',
    title: 'Xôn xao clip cán bộ một cửa {xa} quát người dân đến nộp hồ sơ',
    sentences: [
      'Đoạn clip ghi lại cảnh cán bộ có thái độ hách dịch, yêu cầu người dân về làm lại giấy tờ.',
      'Nhiều người bày tỏ thất vọng và đề nghị xử lý nghiêm.',
    ],
  },
  {
    topic: 'giao_duc',
    title: 'Phụ huynh {xa} tố nhà trường thu nhiều khoản vô lý',
    sentences: [
      'Danh sách hơn chục khoản thu đầu năm học khiến phụ huynh bức xúc, cho rằng nhà trường lạm thu.',
      'Phụ huynh đề nghị trả lại các khoản thu sai quy định.',
    ],
  },
  {
    topic: 'an_ninh',
    title: 'Lan truyền tin đồn bắt cóc trẻ em ở {xa}',
    sentences: [
      'Tin nhắn kèm hình ảnh người lạ được chia sẻ chóng mặt, khiến nhiều gia đình hoang mang, lo lắng.',
      'Công an đang xác minh, đề nghị người dân không chia sẻ tin chưa kiểm chứng.',
    ],
    isRumour: true,
  },
]

/** What everybody speaks of on a day; null on most. */
export function crisisOn(seed: number, day: number, communes: SimulatedUnit[]): Crisis | null {
  const random = new Random(seed, keyOf('crisis'), day)
  if (!random.chance(1 / ONE_DAY_IN)) return null
  const { topic, title, sentences, isRumour = false } = random.pick(STORIES)
  const { name } = random.pick(communes)
  const xa = name.charAt(0).toLowerCase() + name.slice(1)
  return {
    at: startOfNumber(day).getTime() + random.between(7, 19) * HOUR_MS,
    story: { topic, title: title.replace('{xa}', xa), sentences },
    size: random.between(0.25, 0.55),
    isRumour,
  }
}
