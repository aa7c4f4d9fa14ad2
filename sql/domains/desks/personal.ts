import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const BASIS = 'Nghị định 118/2025/NĐ-CP'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'desk_step_fact.external_id',
    basis: BASIS,
    what: {
      vi: 'Mã hồ sơ, dẫn về người nộp trong hệ thống một cửa',
      en: 'The number of a dossier, which leads to its applicant in the one-stop system',
    },
    purpose: { vi: 'Biết hồ sơ đang ở đâu, chậm bao lâu', en: 'To know where a dossier lies and how late it is' },
  },
]
