import { CATALOGUE } from '../catalogue.ts'
import type { Procedure } from './procedures.ts'

/** Who a procedure nobody asks for often is sent to, by a word in its name; the rest are other levels' business. */
const DESKS: [word: RegExp, field: string, fieldCode: string, at: string][] = [
  [/thuộc thẩm quyền( giải quyết)? của Bộ|thẩm quyền của (Chính phủ|Quốc hội)/i, '', '', ''],
  [/dược|thuốc|khám bệnh|chữa bệnh|mỹ phẩm|y tế/i, 'Dược và khám, chữa bệnh', 'G18-YT09', 'so-y-te'],
  [/giáo dục|trường (tiểu|trung|mầm)|giáo viên|học sinh/i, 'Giáo dục và đào tạo', 'G04-GD09', 'so-giao-duc-va-dao-tao'],
  [/xây dựng|nhà ở|bất động sản|đường bộ|đường thủy|phương tiện/i, 'Xây dựng và giao thông', 'G17-XD09', 'so-xay-dung'],
  [
    /thủy sản|chăn nuôi|trồng trọt|rừng|môi trường|đê điều|khoáng sản/i,
    'Nông nghiệp và môi trường',
    'G10-NN09',
    'so-nong-nghiep-va-moi-truong',
  ],
  [/xuất khẩu|nhập khẩu|hóa chất|rượu|thuốc lá|thương nhân|hàng hóa/i, 'Công nghiệp và thương mại', 'G03-CT09', 'so-cong-thuong'],
  [
    /văn hóa|di sản|thể thao|du lịch|lễ hội|nghệ thuật/i,
    'Văn hóa, thể thao và du lịch',
    'G16-VH09',
    'so-van-hoa-the-thao-va-du-lich',
  ],
  [/công chứng|luật sư|giám định|đấu giá|trợ giúp pháp lý/i, 'Bổ trợ tư pháp', 'G15-TP04', 'so-tu-phap'],
  [/doanh nghiệp|hợp tác xã|đầu tư|hộ kinh doanh/i, 'Doanh nghiệp và đầu tư', 'G09-DN09', 'so-tai-chinh'],
  [/trợ giúp|trợ cấp|người có công|liệt sĩ|thương binh|lao động/i, 'Người có công và lao động', 'G14-NV09', 'so-noi-vu'],
]

/** The procedures of the catalogue beside those that are asked for every day, `share` per mille of all dossiers together. */
export function tailOf(known: ReadonlySet<string>, share: number): Procedure[] {
  const found = [...CATALOGUE].flatMap(([code, name]) => {
    const desk = known.has(code) ? undefined : DESKS.find(([word]) => word.test(name))
    return desk?.[3] ? [{ code, name, field: desk[1], fieldCode: desk[2], at: desk[3] }] : []
  })
  return found.map((each, index) => ({
    ...each,
    days: [5, 7, 10, 15, 20, 30][index % 6] as number,
    online: 1,
    late: 1,
    fee: index % 3 === 0 ? 0.9 : 0,
    // The few at the head of the tail make most of it.
    weight: (share * (1 / (index + 20))) / found.reduce((sum, _, place) => sum + 1 / (place + 20), 0),
  }))
}
