/** Two strokes that need each other: a first signature, and the one that counters it. */
export function BrandMark({ className }: { className?: string | undefined }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={className}>
      <rect width="24" height="24" rx="6" className="fill-ink" />
      <g
        className="stroke-on-ink"
        fill="none"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="m5 12.2 3.2 3.3 5.3-7" />
        <path d="m11.5 14.4 1.2 1.1 6.3-7" strokeOpacity="0.62" />
      </g>
    </svg>
  );
}
