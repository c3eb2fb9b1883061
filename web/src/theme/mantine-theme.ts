import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const amber: MantineColorsTuple = [
  '#fff8e6',
  '#feeecb',
  '#fcdc97',
  '#fbca61',
  '#f9bb38',
  '#f2b134',
  '#e0a01f',
  '#c28512',
  '#9c690b',
  '#6f4a05',
];

/** Greys of the design tokens, darkest last, as Mantine's dark scheme expects them. */
const dark: MantineColorsTuple = [
  '#f4f5f7',
  '#b4bac6',
  '#8b93a3',
  '#737c8f',
  '#3a4152',
  '#252a36',
  '#1a1d26',
  '#12141a',
  '#0b0c10',
  '#07080b',
];

export const mantineTheme = createTheme({
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  colors: { amber, dark },
  primaryColor: 'amber',
  primaryShade: 5,
  autoContrast: true,
  black: '#0b0c10',
  white: '#f4f5f7',
  defaultRadius: 10,
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  breakpoints: { xs: '30em', sm: '48em', md: '60em', lg: '75em', xl: '105em' },
});

const tokens = {
  '--mantine-color-text': 'var(--text-1)',
  '--mantine-color-body': 'var(--bg-0)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--bg-2)',
  '--mantine-color-default-hover': 'var(--bg-3)',
  '--mantine-color-default-color': 'var(--text-1)',
  '--mantine-color-default-border': 'var(--border-strong)',
  '--mantine-primary-color-contrast': 'var(--on-brand)',
  '--mantine-primary-color-filled-hover': 'var(--brand-hover)',
};

/** Points Mantine's own variables at the tokens, so that one file decides every colour. */
export const mantineVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: tokens,
});
