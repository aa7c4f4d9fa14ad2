import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const BASIS = 'Nghị định 118/2025/NĐ-CP'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'reconciliation_fact.external_id',
    basis: BASIS,
    what: {
      vi: 'Mã hồ sơ, dẫn về người nộp trong hệ thống một cửa và Cổng quốc gia',
      en: 'The number of a dossier, which leads to its applicant in either system',
    },
    purpose: { vi: 'Đối soát hai hệ thống', en: 'To reconcile two systems' },
  },
]
