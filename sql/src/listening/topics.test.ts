import { expect, test } from 'vitest'
import { Random } from '../pack/random.ts'
import { testWorld } from '../pack/simulate.fixture.ts'
import { loadProvince } from '../province/load.ts'
import { topicRules } from './configuration.ts'
import { tell } from './newsroom/stories.ts'
import { TOPICS, topicNamed, topicOf } from './topics.ts'

test('there are nine fields and what is none of them, each with a department that every province has', () => {
  expect(TOPICS.length).toBe(10)
  for (const province of ['hung-yen', 'nghe-an', 'phu-tho']) {
    const departments = new Set(
      loadProvince(province)
        .units.filter(({ parent }) => parent === province)
        .map(({ key }) => key),
    )
    for (const { id, owner } of TOPICS) expect(departments.has(owner), `${id}: ${owner} of ${province}`).toBe(true)
  }
})

test.each([
  ['Ổ dịch sốt xuất huyết tại thôn Đông', 'y_te'],
  ['Trường thiếu giáo viên, phải dạy ghép lớp', 'giao_duc'],
  ['Rác thải bốc mùi bên kênh', 'moi_truong'],
  ['Giả danh công an lừa đảo qua điện thoại', 'an_ninh'],
  ['Ổ gà chi chít trên tuyến đường liên xã', 'ha_tang'],
  ['Nộp hồ sơ trực tuyến bị trả lại', 'hanh_chinh_cong'],
  ['Trao nhà cho hộ nghèo', 'an_sinh'],
  ['Lễ hội truyền thống đón du khách', 'van_hoa'],
  ['Cử tri chất vấn tại kỳ họp Hội đồng nhân dân', 'xay_dung_dang'],
  ['Nhãn muộn được giá, thương lái vào tận vườn', 'khac'],
  ['Giá vàng hôm nay', 'khac'],
  // Typed without marks.
  ['o dich sot xuat huyet tai thon dong', 'y_te'],
  ['rac thai boc mui ben kenh', 'moi_truong'],
])('«%s» is of %s', (title, topic) => {
  expect(topicOf(title)).toBe(topic)
})

test('a matter in passing does not outweigh the title', () => {
  expect(topicOf('Trạm y tế khám bệnh cho người cao tuổi', 'Bí thư chi bộ, cán bộ xã cùng tham gia.')).toBe('y_te')
})

test('no phrase stands twice in one field, nor settles two', () => {
  const strong = [...topicRules.topics, topicRules.other].flatMap(({ strong }) => strong)
  expect(strong.length).toBe(new Set(strong).size)
})

test('a name nobody knows is none of the nine', () => {
  expect(topicNamed('thien_van').id).toBe('khac')
})

test('of made-up news of the nine fields hardly any goes astray', () => {
  const { communes, province } = testWorld()
  const told = Array.from({ length: 400 }, (_, n) => tell(new Random(3, n), communes, province.name, '2026-11-20'))
  const known = told.filter(({ topic }) => topic !== 'khac')
  const right = known.filter(({ topic, title, sentences }) => topicOf(title, sentences.join(' ')) === topic)
  expect(right.length / known.length).toBeGreaterThan(0.95)
})
