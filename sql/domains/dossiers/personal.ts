import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const HANDLED = 'Nghị định 118/2025/NĐ-CP'
const SATISFIED = 'Quyết định 766/QĐ-TTg ngày 23/6/2022, nhóm chỉ số 5'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'dossier_fact.external_id',
    basis: HANDLED,
    what: {
      vi: 'Mã hồ sơ, dẫn về người nộp trong hệ thống một cửa; không có tên, số giấy tờ, địa chỉ',
      en: 'The number of a dossier, which leads to its applicant in the one-stop system; no name, identity number or address',
    },
    purpose: { vi: 'Đếm mỗi hồ sơ đúng một lần, tra lại được một hồ sơ', en: 'To count each dossier once and find it again' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'dossier_fact.rating',
    basis: SATISFIED,
    what: { vi: 'Mức hài lòng người nộp đã chọn', en: 'How satisfied its applicant said they were' },
    purpose: { vi: 'Đo mức độ hài lòng', en: 'To measure satisfaction' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'dossier_fact.complained',
    basis: SATISFIED,
    what: { vi: 'Người nộp có phản ánh hay không', en: 'Whether its applicant complained' },
    purpose: { vi: 'Đo mức độ hài lòng', en: 'To measure satisfaction' },
  },
]
