import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const BASIS = 'Luật Giao dịch điện tử 20/2023/QH15'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'certificate_fact.external_id',
    basis: BASIS,
    what: {
      vi: 'Số chứng thư, kể cả của chứng thư cấp cho cá nhân; không có tên',
      en: 'Serial numbers of certificates, those of persons among them; no name',
    },
    purpose: { vi: 'Báo trước chứng thư sắp hết hạn', en: 'To tell in time which will expire' },
  },
]
