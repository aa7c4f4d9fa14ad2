import { defineReports } from '../../src/pack/reports.ts'

export default defineReports({
  facility_day: {
    items: {
      outpatients: 'lượt khám ngoại trú',
      admissions: 'lượt nhập viện',
      emergencies: 'lượt cấp cứu',
      transfers: 'lượt chuyển tuyến',
      inpatients: 'người đang điều trị nội trú',
      beds: 'giường thực kê',
      e_records: 'lượt có hồ sơ bệnh án điện tử',
      prescriptions: 'đơn thuốc',
      e_prescriptions: 'đơn thuốc điện tử liên thông',
    },
  },
  diseases: {
    items: {
      dengue: 'sốt xuất huyết',
      hfmd: 'tay chân miệng',
      measles: 'sởi',
      flu: 'cúm',
      rabies: 'dại',
      food_poisoning: 'người ngộ độc thực phẩm',
      food_poisoning_outbreaks: 'vụ ngộ độc thực phẩm',
    },
  },
  community: {
    items: {
      people: 'dân số',
      insured: 'người có thẻ BHYT',
      voluntary: 'người tham gia BHYT hộ gia đình',
      health_records: 'người có hồ sơ sức khỏe điện tử',
      elderly: 'người cao tuổi',
      elderly_checked: 'người cao tuổi được khám sức khỏe trong năm',
      children_due: 'trẻ đến lịch tiêm chủng',
      children_vaccinated: 'trẻ tiêm chủng đầy đủ',
      live_births: 'trẻ đẻ sống',
      infant_deaths: 'trẻ dưới 1 tuổi tử vong',
    },
  },
  staff: { items: { doctors: 'bác sĩ', nurses: 'điều dưỡng' } },
  medicine: {
    items: {
      items: 'mặt hàng trong danh mục',
      below_minimum: 'mặt hàng dưới mức dự trữ',
      stock: 'tồn kho (liều quy đổi)',
      used_30_days: 'dùng trong 30 ngày (liều quy đổi)',
    },
  },
  insurance: {
    items: { claimed: 'chi phí đề nghị thanh toán', rejected: 'chi phí từ chối thanh toán' },
  },
})
