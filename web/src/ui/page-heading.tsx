import { type ReactNode, useEffect, useRef } from 'react';
import { claimHeadingFocus } from '@/lib/route-focus';
import { usePageTitle } from '@/ui/use-page-title';

type Props = {
  title: string;
  className?: string | undefined;
  hidden?: boolean;
  children?: ReactNode;
};

/** The page's one `h1`: names the tab, and takes the focus after a change of page. */
export function PageHeading({ title, className, hidden = false, children }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  usePageTitle(title);
  useEffect(() => {
    if (ref.current) {
      claimHeadingFocus(ref.current);
    }
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1} className={hidden ? 'visually-hidden' : className}>
      {children ?? title}
    </h1>
  );
}
