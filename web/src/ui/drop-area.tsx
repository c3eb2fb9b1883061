import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import styles from './drop-area.module.css';

type Props = {
  /** The accessible name of the file field. */
  label: string;
  /** What the file dialog offers first, such as `video/*`. */
  accept: string;
  describedBy?: string | undefined;
  onFile: (file: File) => void;
  children: ReactNode;
};

/** A file field that also takes a dropped file. It is a real input, so keyboard and voice work. */
export function DropArea({ label, accept, describedBy, onFile, children }: Props) {
  const id = useId();
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const moved = (by: 1 | -1) => (event: DragEvent) => {
    event.preventDefault();
    // Children fire their own enter and leave; only the last leave ends the drag.
    depth.current += by;
    setOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) {
      onFile(file);
    }
  };
  return (
    <label
      htmlFor={id}
      className={styles.area}
      data-over={over}
      onDragEnter={moved(1)}
      onDragLeave={moved(-1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <input
        id={id}
        type="file"
        className="visually-hidden"
        accept={accept}
        aria-label={label}
        aria-describedby={describedBy}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file chosen again must count as a choice.
          event.currentTarget.value = '';
          if (file) {
            onFile(file);
          }
        }}
      />
      {children}
    </label>
  );
}
