import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const BASIS = 'Chưa có văn bản quy phạm riêng; quy trình tiếp nhận, xử lý phản ánh hiện trường của địa phương'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'report_fact.external_id',
    basis: BASIS,
    what: {
      vi: 'Mã phản ánh, dẫn về người gửi trong hệ thống phản ánh; tên và số điện thoại niêm phong riêng, không có ảnh, tọa độ',
      en: 'The number of a report, which leads to its sender in the system of reports; name and telephone are sealed apart, no picture or place',
    },
    purpose: {
      vi: 'Đếm mỗi phản ánh đúng một lần, gom cụm, tìm bản trùng',
      en: 'To count each report once, in clusters, without doubles',
    },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'report_fact.cluster_id',
    basis: BASIS,
    what: { vi: 'Mã phản ánh đầu của cụm', en: 'The number of the first report of its cluster' },
    purpose: { vi: 'Gom phản ánh về cùng một việc', en: 'To gather reports of one matter' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'report_fact.duplicate_of',
    basis: BASIS,
    what: { vi: 'Mã phản ánh mà nó trùng với', en: 'The number of the report it repeats' },
    purpose: { vi: 'Không đếm hai lần một việc', en: 'To count no matter twice' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'report_fact.rating',
    basis: BASIS,
    what: { vi: 'Điểm người gửi chấm', en: 'The mark its sender gave' },
    purpose: { vi: 'Đo mức độ hài lòng', en: 'To measure satisfaction' },
  },
]
