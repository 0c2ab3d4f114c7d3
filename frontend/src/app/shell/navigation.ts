import { computed } from 'vue'
import { useSession } from '@/api/session'
import type { Role } from '@/api/schema'
import { t } from '@/i18n/core'
import type { IconName } from '@/ui/Icon.vue'

export interface Place {
  to: string
  text: string
  icon: IconName
}
interface Rule extends Place {
  roles?: Role[]
}

/** Where each role can go, grouped as the side bar shows it; the first three of `Saya` and the roles' own make the phone's bar. */
export function useNavigation() {
  const { me, can, hasRole } = useSession()
  const allowed = (rules: Rule[]): Place[] => rules.filter(({ roles }) => !roles || roles.some(hasRole))

  const groups = computed(() => {
    if (!me.value) return []
    const mine: Rule[] = [
      ...(can('assignments:rate')
        ? [{ to: '/tugas', text: t('navTasks'), icon: 'tasks' } satisfies Rule]
        : []),
      ...(me.value.employee ? [{ to: '/hasil', text: t('navResults'), icon: 'result' } satisfies Rule] : []),
      ...(me.value.types_paper_forms
        ? [{ to: '/lembar-kertas', text: t('navPaper'), icon: 'file' } satisfies Rule]
        : []),
    ]
    const all: { title: string; places: Place[] }[] = [
      { title: t('groupMine'), places: allowed(mine) },
      {
        title: t('groupEvaluation'),
        places: allowed([
          { to: '/tim', text: t('navTeam'), icon: 'people', roles: ['assessor'] },
          { to: '/penetapan', text: t('navDecisions'), icon: 'check', roles: ['assessor', 'head'] },
          {
            to: '/keberatan',
            text: t('navObjections'),
            icon: 'message',
            roles: ['assessor', 'hr_officer', 'head', 'auditor'],
          },
          { to: '/periode', text: t('navRounds'), icon: 'round', roles: ['hr_officer', 'head', 'auditor'] },
          {
            to: '/hasil-kantor',
            text: t('navOfficeResults'),
            icon: 'file',
            roles: ['hr_officer', 'head', 'auditor'],
          },
        ]),
      },
      {
        title: t('groupOrganisation'),
        places: allowed([
          {
            to: '/pegawai',
            text: t('navEmployees'),
            icon: 'person',
            roles: ['hr_officer', 'head', 'auditor', 'administrator'],
          },
          {
            to: '/unit',
            text: t('navUnits'),
            icon: 'tree',
            roles: ['hr_officer', 'head', 'auditor', 'administrator'],
          },
          {
            to: '/instrumen',
            text: t('navInstruments'),
            icon: 'book',
            roles: ['hr_officer', 'head', 'auditor'],
          },
          { to: '/pelatihan', text: t('navCourses'), icon: 'growth', roles: ['hr_officer', 'head'] },
          { to: '/permintaan-data', text: t('navRequests'), icon: 'shield', roles: ['hr_officer'] },
        ]),
      },
      {
        title: t('groupAnalytics'),
        places: allowed([
          {
            to: '/ringkasan',
            text: t('navOverview'),
            icon: 'overview',
            roles: ['hr_officer', 'head', 'auditor'],
          },
        ]),
      },
      {
        title: t('groupSystem'),
        places: allowed([
          { to: '/akun', text: t('navAccounts'), icon: 'lock', roles: ['administrator', 'hr_officer'] },
          { to: '/kantor', text: t('navOffice'), icon: 'settings', roles: ['administrator', 'hr_officer'] },
          { to: '/audit', text: t('navAudit'), icon: 'shield', roles: ['auditor'] },
          {
            to: '/audit/segel',
            text: t('navSeals'),
            icon: 'lock',
            roles: ['head', 'hr_officer', 'administrator'],
          },
        ]),
      },
    ]
    return all.filter((group) => group.places.length > 0)
  })

  /** The phone's bar: the own tasks and result, the role's first place, and the rest behind `Lainnya`. */
  const bar = computed((): Place[] => {
    const [mine, ...others] = groups.value
    const own = mine?.places ?? []
    return [
      ...own,
      ...others.flatMap((group) => group.places).slice(0, 3 - own.length),
      { to: '/lainnya', text: t('navMore'), icon: 'more' },
    ]
  })
  return { groups, bar }
}
