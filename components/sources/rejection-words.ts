/** Why an event or a delivery could not be read, and what helps. */
export function rejectionWords(reason: string): string {
  switch (reason) {
    case "not_json":
      return "This line is not JSON. It is kept as a dead letter; a mapping that takes events that aren’t objects reads it as a text.";
    case "not_an_object":
      return "This is JSON, but no object. It is kept as a dead letter; a mapping that takes events that aren’t objects can read it.";
    case "unreadable":
      return "Reading it failed. It is kept as a dead letter; change the mapping and replay it.";
    case "replay_with_other_body":
      return "It came under an id that was used before with another body. Replay it if it is genuine.";
    default:
      return "It could not be read. It is kept as a dead letter.";
  }
}
