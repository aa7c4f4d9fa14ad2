import type { Localised } from '../../src/pack/pack.ts'

interface Index {
  title: Localised
  /** Parts the index is made of, by their key under it. */
  parts: Record<string, Localised>
}

const part = (vi: string, en: string): Localised => ({ vi, en })

/** The indices a province is measured by, each with its parts over all editions. */
export const INDICES: Record<string, Index> = {
  dti: {
    title: part('Chuyển đổi số (DTI)', 'Digital transformation (DTI)'),
    parts: {
      awareness: part('Nhận thức số', 'Digital awareness'),
      institutions: part('Thể chế số', 'Digital institutions'),
      infrastructure: part('Hạ tầng số', 'Digital infrastructure'),
      workforce: part('Nhân lực số', 'Digital workforce'),
      security: part('An toàn thông tin mạng', 'Cyber-security'),
      government: part('Hoạt động chính quyền số', 'Digital government'),
      economy: part('Hoạt động kinh tế số', 'Digital economy'),
      society: part('Hoạt động xã hội số', 'Digital society'),
    },
  },
  par_index: { title: part('Cải cách hành chính (PAR INDEX)', 'Administrative reform (PAR INDEX)'), parts: {} },
  sipas: { title: part('Hài lòng về phục vụ hành chính (SIPAS)', 'Satisfaction with public services (SIPAS)'), parts: {} },
  papi: {
    title: part('Hiệu quả quản trị và hành chính công (PAPI)', 'Governance and public administration (PAPI)'),
    parts: {
      participation: part('Tham gia của người dân ở cấp cơ sở', 'Participation at local levels'),
      openness: part('Công khai, minh bạch', 'Transparency'),
      accountability: part('Trách nhiệm giải trình với người dân', 'Vertical accountability'),
      corruption: part('Kiểm soát tham nhũng trong khu vực công', 'Control of corruption'),
      procedures: part('Thủ tục hành chính công', 'Public administrative procedures'),
      services: part('Cung ứng dịch vụ công', 'Public service delivery'),
      environment: part('Quản trị môi trường', 'Environmental governance'),
      e_governance: part('Quản trị điện tử', 'E-governance'),
    },
  },
  pci: {
    title: part('Năng lực cạnh tranh (PCI)', 'Competitiveness (PCI)'),
    parts: {
      entry_costs: part('Gia nhập thị trường', 'Entry costs'),
      land_access: part('Tiếp cận đất đai', 'Access to land'),
      transparency: part('Tính minh bạch', 'Transparency'),
      time_costs: part('Chi phí thời gian', 'Time costs'),
      informal_charges: part('Chi phí không chính thức', 'Informal charges'),
      fair_competition: part('Cạnh tranh bình đẳng', 'Fair competition'),
      proactivity: part('Tính năng động của chính quyền', 'Proactivity'),
      business_support: part('Hỗ trợ doanh nghiệp', 'Business support'),
      labour: part('Đào tạo lao động', 'Labour training'),
      legal_institutions: part('Thiết chế pháp lý', 'Legal institutions'),
    },
  },
}

/** Every item a score may be of, with its words: pci, pci/land_access. */
export const ITEMS: Record<string, Localised> = Object.fromEntries(
  Object.entries(INDICES).flatMap(([index, { title, parts }]) => [
    [index, title],
    ...Object.entries(parts).map(([key, words]) => [`${index}/${key}`, words] as const),
  ]),
)
