import { useCallback, useEffect, useRef, useState } from 'react';

type Edges = { atStart: boolean; atEnd: boolean; scrolls: boolean };

/** Half a pixel of slack: browsers round scroll positions. */
const SLACK = 2;

function edgesOf(list: HTMLElement): Edges {
  const room = list.scrollWidth - list.clientWidth;
  return {
    atStart: list.scrollLeft <= SLACK,
    atEnd: list.scrollLeft >= room - SLACK,
    scrolls: room > SLACK,
  };
}

function sameEdges(a: Edges, b: Edges): boolean {
  return a.atStart === b.atStart && a.atEnd === b.atEnd && a.scrolls === b.scrolls;
}

/** Knows where a horizontal list stands, and moves it by almost a screenful. */
export function useRowScroll() {
  const ref = useRef<HTMLUListElement>(null);
  const [edges, setEdges] = useState<Edges>({ atStart: true, atEnd: false, scrolls: false });

  useEffect(() => {
    const list = ref.current;
    if (!list) {
      return;
    }
    const measure = () => {
      const next = edgesOf(list);
      setEdges((current) => (sameEdges(current, next) ? current : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    list.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      list.removeEventListener('scroll', measure);
    };
  }, []);

  const page = useCallback((direction: 1 | -1) => {
    const list = ref.current;
    if (!list) {
      return;
    }
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    list.scrollBy({
      left: direction * list.clientWidth * 0.85,
      behavior: calm ? 'instant' : 'smooth',
    });
  }, []);

  return { ref, page, ...edges };
}
