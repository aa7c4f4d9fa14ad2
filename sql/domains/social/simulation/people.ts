import type { Random } from '../../../src/pack/random.ts'

/** Somebody who does not exist. What the platform would tell of them is told here too, so that it can be seen not to stay. */
export interface Person {
  name: string
  account: string
  phone: string
  mail: string
  card: string
  plate: string
}

export const CHANNELS = [
  { id: 'facebook', weight: 52, own: 0.45, reach: 6 },
  { id: 'tiktok', weight: 22, own: 0.7, reach: 22 },
  { id: 'youtube', weight: 9, own: 0.1, reach: 14 },
  { id: 'zalo', weight: 9, own: 0.3, reach: 3 },
  { id: 'forum', weight: 8, own: 0.2, reach: 4 },
] as const

export const PLACES_TO_TALK = [
  'Chuyện làng mình (mô phỏng)',
  'Hội đồng hương (mô phỏng)',
  'Chợ quê online (mô phỏng)',
  'Tin nhanh quê nhà (mô phỏng)',
  'Phụ huynh tỉnh mình (mô phỏng)',
  'Giao thông tỉnh mình (mô phỏng)',
  'Nhà nông kể chuyện (mô phỏng)',
  'Kênh Đê Sông (mô phỏng)',
  'Góc phản ánh (mô phỏng)',
  'Diễn đàn Cây Đa (mô phỏng)',
]

export const COMMENTS: Record<'good' | 'bad', string[]> = {
  good: [
    'Tuyệt vời quá mọi người ơi ❤️',
    'Tự hào quê mình',
    'Cảm ơn các cô chú cán bộ',
    'Nghe mà vui 😊',
    'Làm tốt thì phải khen 👍',
    'Hay quá',
    'Mọi người vào xem nhé',
    'Có ai đi không',
  ],
  bad: [
    'Bức xúc lắm rồi 😡',
    'Chán thật sự',
    'Bao giờ mới được giải quyết đây',
    'Kêu mãi không thấy ai trả lời',
    'Mong các bác lãnh đạo vào cuộc',
    'Khổ dân quá 😢',
    'Mọi người chia sẻ cho nhiều người biết nhé',
    'Chỗ mình cũng thế',
  ],
}

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô']
const MIDDLES = ['Văn', 'Thị', 'Hữu', 'Ngọc', 'Thu', 'Minh', 'Đức', 'Thanh']
const GIVEN = ['An', 'Bình', 'Canh', 'Dung', 'Giang', 'Hà', 'Khánh', 'Lan', 'Mai', 'Nam', 'Phúc', 'Quân', 'Sơn', 'Tú', 'Yến']

export function personOf(random: Random): Person {
  const name = `${random.pick(FAMILIES)} ${random.pick(MIDDLES)} ${random.pick(GIVEN)}`
  const number = (digits: number) => Array.from({ length: digits }, () => random.below(10)).join('')
  const account = `nguoi.choi.${number(6)}`
  const phone = `09${number(8)}`
  return {
    name,
    account,
    phone: random.chance(0.5) ? phone : `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`,
    mail: `${account}@thu-dien-tu.example`,
    card: `033${number(9)}`,
    plate: `89A-${number(3)}.${number(2)}`,
  }
}
