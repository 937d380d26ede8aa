import type { Actor } from '@bihuan/core'
import type { Named } from './types.ts'

/**
 * The organisation. What the article names has the checklist's ids; the departments, the leaders' posts and who is in whose
 * portfolio are illustrative. Persons are opaque ids and have no names.
 */

/** Departments, streets and towns that the article does not name. */
export const departments: readonly (readonly [id: string, zh: string, en: string, lead: string])[] = [
  ['dev-reform', '发展和改革局', 'Development and Reform Bureau', 'lead-executive'],
  ['finance', '财政局', 'Finance Bureau', 'lead-executive'],
  ['state-assets', '国有资产监督管理办公室', 'State-owned Assets Office', 'lead-executive'],
  ['market-regulation', '市场监督管理局', 'Market Regulation Bureau', 'lead-executive'],
  ['industry-it', '工业和信息化局', 'Industry and Information Technology Bureau', 'lead-industry'],
  ['science-tech', '科学技术局', 'Science and Technology Bureau', 'lead-industry'],
  ['financial-services', '金融服务中心', 'Financial Services Centre', 'lead-industry'],
  ['investment', '投资促进局', 'Investment Promotion Bureau', 'lead-industry'],
  ['commerce', '商务局', 'Commerce Bureau', 'lead-commerce'],
  ['exhibition', '会展办公室', 'Exhibition Office', 'lead-commerce'],
  ['culture-tourism', '文化和旅游局', 'Culture and Tourism Bureau', 'lead-commerce'],
  ['housing', '住房和城乡建设局', 'Housing and Construction Bureau', 'lead-city'],
  ['urban-management', '城市管理局', 'Urban Management Bureau', 'lead-city'],
  ['environment', '生态环境局', 'Environment Bureau', 'lead-city'],
  ['water', '水务局', 'Water Bureau', 'lead-city'],
  ['agriculture', '农业农村局', 'Agriculture and Rural Affairs Bureau', 'lead-agriculture'],
  ['education', '教育局', 'Education Bureau', 'lead-livelihood'],
  ['health', '卫生健康局', 'Health Bureau', 'lead-livelihood'],
  ['sports', '体育局', 'Sports Bureau', 'lead-livelihood'],
  ['human-resources', '人力资源和社会保障局', 'Human Resources and Social Security Bureau', 'lead-livelihood'],
  ['civil-affairs', '民政局', 'Civil Affairs Bureau', 'lead-livelihood'],
  ['political-legal', '政法委员会', 'Political and Legal Affairs Commission', 'lead-security'],
  ['public-security', '公安分局', 'Public Security Bureau', 'lead-security'],
  ['justice', '司法局', 'Justice Bureau', 'lead-security'],
  ['emergency', '应急管理局', 'Emergency Management Bureau', 'lead-security'],
  ['petitions', '信访局', 'Petitions Bureau', 'lead-security'],
]

/** Posts of leaders in charge, with the goals in their portfolios. */
export const leads: readonly (readonly [id: string, title: Named, goals: readonly string[]])[] = [
  ['lead-executive', { zh: '常务副区长', en: 'Executive deputy head' }, ['reform-model']],
  ['lead-industry', { zh: '分管工业科技副区长', en: 'Deputy head for industry and science' }, ['innovation-core', 'high-end-industry']],
  ['lead-commerce', { zh: '分管商贸文旅副区长', en: 'Deputy head for commerce and culture' }, ['consumer-leading']],
  ['lead-city', { zh: '分管城建副区长', en: 'Deputy head for construction' }, ['livable-environment']],
  ['lead-agriculture', { zh: '分管农业农村副区长', en: 'Deputy head for agriculture' }, ['urban-rural-integration']],
  ['lead-livelihood', { zh: '分管民生副区长', en: 'Deputy head for livelihood' }, ['public-services', 'social-security']],
  ['lead-security', { zh: '政法委书记', en: 'Secretary for political and legal affairs' }, ['social-governance']],
]

/** Institutions of the article as units: kind, level. Those that are posts or classes of units are not in it. */
export const institutions: Readonly<
  Record<
    string,
    readonly [
      kind: 'superior' | 'leadership' | 'office' | 'oversight' | 'institution' | 'enterprise' | 'town',
      level: 'province' | 'city' | 'district' | 'subdistrict',
    ]
  >
> = {
  'cpc-provincial-committee': ['superior', 'province'],
  'cpc-municipal-committee': ['superior', 'city'],
  'district-committee': ['leadership', 'district'],
  'district-government': ['leadership', 'district'],
  'standing-committee': ['leadership', 'district'],
  'promotion-office': ['office', 'district'],
  'discipline-commission': ['oversight', 'district'],
  'responsible-departments': ['institution', 'district'],
  'reporting-units': ['institution', 'district'],
  'hit-science-park': ['institution', 'city'],
  'heu-science-park': ['institution', 'city'],
  'hrbust-science-park': ['institution', 'city'],
  'nangang-industrial-park': ['institution', 'district'],
  'national-university-park': ['institution', 'district'],
  'nangang-second-hospital': ['institution', 'district'],
  'nangang-cdc': ['institution', 'district'],
  'pengbo-puhua': ['enterprise', 'district'],
  junyikang: ['enterprise', 'district'],
  'fendou-foods': ['enterprise', 'district'],
  'dashijie-mall': ['enterprise', 'district'],
  'wanggang-town': ['town', 'subdistrict'],
  'hongqi-manchu-township': ['town', 'subdistrict'],
}

export const office: Actor = { person: 'p-office', unit: 'promotion-office', roles: ['office'] }
export const head: Actor = { person: 'p-head', unit: 'district-committee', roles: ['leadership'] }
export const discipline: Actor = { person: 'p-discipline', unit: 'discipline-commission', roles: ['discipline'] }
/** Who acts for a unit. */
export const of = (unit: string): Actor => ({ person: `p-${unit}`, unit, roles: ['unit'] })
/** Who holds a leader's post; on 15 July, when the day's other work is done, the one for livelihood changes hands. */
export const leader = (post: string, day: string): Actor => ({
  person: post === 'lead-livelihood' && day > '2022-07-15' ? 'p-lead-livelihood-2' : `p-${post}`,
  unit: 'district-government',
  roles: ['leader'],
})

const towns: Readonly<Record<string, string>> = { 'wanggang-town': 'lead-agriculture', 'hongqi-manchu-township': 'lead-agriculture' }

/** The leader in whose portfolio a unit is. */
export const leadOf = (unit: string): string => towns[unit] ?? departments.find(([id]) => id === unit)?.[3] ?? 'lead-executive'

/** Units in a leader's portfolio. */
export const unitsOf = (post: string): readonly string[] => [
  ...departments.filter(([, , , lead]) => lead === post).map(([id]) => id),
  ...Object.keys(towns).filter((town) => towns[town] === post),
]
