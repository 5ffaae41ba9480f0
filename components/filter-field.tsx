"use client";

import { Search, X } from "lucide-react";
import Form from "next/form";
import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState, useTransition } from "react";

import { listAddress } from "#components/list-address.ts";
import { cn } from "#components/ui/cn.ts";
import { controlStyles } from "#components/ui/control-styles.ts";
import { IconButton } from "#components/ui/icon-button.tsx";

const typingPauseMs = 250;

export interface FilterFieldProps {
  /** The page whose list is filtered, e.g. `/users`. */
  path: string;
  /** The accessible name. */
  label: string;
  placeholder: string;
  /** What the address says now. */
  q: string;
  /** The other filters of the address, which stay. */
  keep?: Readonly<Record<string, string | null>> | undefined;
  /** Offered while typing. */
  suggestions?: readonly string[] | undefined;
  className?: string | undefined;
}

/** A search whose state is the address: it follows the typing, and is a plain form while no script runs. */
export function FilterField({
  path,
  label,
  placeholder,
  q,
  keep = {},
  suggestions,
  className,
}: FilterFieldProps) {
  const router = useRouter();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(q);
  const [pending, startTransition] = useTransition();
  const sent = useRef(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // Back and links change the address too; what is being typed just now is not overwritten by its own echo.
    if (q === sent.current) return;
    sent.current = q;
    setText(q);
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function search(next: string) {
    clearTimeout(timer.current);
    const wanted = next.trim();
    if (wanted === sent.current) return;
    sent.current = wanted;
    startTransition(() => router.replace(listAddress(path, { ...keep, q: wanted }), { scroll: false }));
  }

  function type(next: string) {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(next), typingPauseMs);
  }

  function clear() {
    setText("");
    search("");
    field.current?.focus();
  }

  return (
    <Form
      action={path}
      role="search"
      aria-busy={pending || undefined}
      className={cn("relative w-72 max-w-full", className)}
      onSubmit={(event) => {
        event.preventDefault();
        search(text);
      }}
    >
      {Object.entries(keep).map(([name, value]) =>
        value === null || value === "" ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <Search
        aria-hidden="true"
        className={cn(
          "pointer-events-none absolute top-2 left-2.5 size-4 text-faint",
          pending && "motion-safe:animate-breathe",
        )}
      />
      <input
        ref={field}
        type="text"
        name="q"
        aria-label={label}
        data-filter=""
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        list={suggestions === undefined ? undefined : listId}
        placeholder={placeholder}
        value={text}
        onChange={(event) => type(event.target.value)}
        className={cn(controlStyles, "h-8 pr-8 pl-8")}
      />
      {suggestions === undefined ? null : (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion}>{suggestion}</option>
          ))}
        </datalist>
      )}
      {text === "" ? null : (
        <span className="absolute top-0.5 right-0.5">
          <IconButton label="Clear the filter" size="icon-sm" onClick={clear}>
            <X />
          </IconButton>
        </span>
      )}
    </Form>
  );
}
