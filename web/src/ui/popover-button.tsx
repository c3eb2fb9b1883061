import { type ReactNode, useId, useRef } from 'react';
import styles from './popover-button.module.css';

type Props = {
  label: string;
  trigger: ReactNode;
  children: (close: () => void) => ReactNode;
};

/**
 * A round button that opens a small panel under itself. The browser does the hard part: Escape, a
 * click elsewhere and giving the focus back belong to the native popover.
 */
export function PopoverButton({ label, trigger, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = () => {
    const box = button.current?.getBoundingClientRect();
    if (box && panel.current) {
      panel.current.style.insetBlockStart = `${box.bottom + 6}px`;
      panel.current.style.insetInlineEnd = `${Math.max(8, document.documentElement.clientWidth - box.right)}px`;
    }
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.trigger}
        aria-label={label}
        popoverTarget={id}
        onClick={place}
      >
        {trigger}
      </button>
      <div ref={panel} id={id} popover="auto" className={styles.panel}>
        {children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
