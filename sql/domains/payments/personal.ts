import { type Declared, KEPT_AS_FACTS } from '../../src/pack/pack.ts'

const BASIS = 'Nghị định 52/2024/NĐ-CP; quy chế phối hợp thu, đối soát của tỉnh'

export const personal: Declared['personal'] = [
  {
    ...KEPT_AS_FACTS,
    where: 'payment_fact.external_id',
    basis: BASIS,
    what: {
      vi: 'Mã giao dịch, dẫn về người nộp tiền trong cổng thanh toán; không có tên, số tài khoản',
      en: 'The number of a payment, which leads to the payer in the portal; no name or account',
    },
    purpose: { vi: 'Đếm mỗi giao dịch đúng một lần, đối soát', en: 'To count each payment once and reconcile it' },
  },
  {
    ...KEPT_AS_FACTS,
    where: 'payment_fact.dossier_code',
    basis: BASIS,
    what: { vi: 'Mã hồ sơ của giao dịch', en: 'The number of the dossier it pays for' },
    purpose: { vi: 'Biết hồ sơ nào đã nộp tiền trực tuyến', en: 'To know which dossiers were paid online' },
  },
]
