import accessibility from 'eslint-plugin-vuejs-accessibility'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const below = (layer, forbidden) => ({
  files: [`src/${layer}/**/*.{ts,vue}`],
  ignores: ['src/**/*.test.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: forbidden }] },
})
const features = [
  'accounts',
  'assignments',
  'audit',
  'dashboard',
  'decisions',
  'dialogues',
  'documents',
  'employees',
  'instruments',
  'office',
  'results',
  'rounds',
  'training',
  'work-results',
]

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.d.ts'] },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  ...accessibility.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-restricted-globals': ['error', 'fetch'],
      'vue/no-v-html': 'error',
      'vue/no-static-inline-styles': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-required-prop-with-default': 'off',
      // Prettier's business
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    files: ['src/api/client*.ts', 'src/worker/sw.js', 'build/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
  // imports run one way: i18n → ui, charts, api → features → app; features are strangers to each other
  below('i18n', ['@/ui/*', '@/charts/*', '@/api/*', '@/features/*', '@/app/*']),
  below('ui', ['@/api/*', '@/charts/*', '@/features/*', '@/app/*']),
  below('charts', ['@/api/*', '@/features/*', '@/app/*']),
  below('api', ['@/ui/*', '@/charts/*', '@/features/*', '@/app/*']),
  ...features.map((name) =>
    below(`features/${name}`, [
      '@/app/*',
      ...features.filter((other) => other !== name).map((other) => `@/features/${other}/*`),
    ]),
  ),
)
