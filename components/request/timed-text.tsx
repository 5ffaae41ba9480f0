import { Fragment } from "react";

import { SafeText } from "#components/safe-text.tsx";
import { TimeStamp } from "#components/time-stamp.tsx";

const instant = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)/u;

/** A sentence of the server's whose moments are shown as everywhere else on the page, in the zone that was chosen. */
export function TimedText({ text }: { text: string }) {
  return text
    .split(instant)
    .map((part, index) => (
      <Fragment key={index}>
        {instant.test(part) ? <TimeStamp at={part} show="absolute" /> : <SafeText text={part} />}
      </Fragment>
    ));
}
