"""Speed, memory and skill, each measured beside a peer or a limit in the same run."""
