import type { CommandWords, OptionWords } from './describe-program';

/** The shells that there is a completion for. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The completion of the program as a script for a shell. */
export function completionScript(shell: Shell, commands: readonly CommandWords[]): string {
  return { bash, zsh, fish }[shell](commands);
}

/** bash has no descriptions: words only, and files where a value or a module is wanted. */
function bash(commands: readonly CommandWords[]): string {
  const choices = commands.flatMap(({ name, options }) =>
    options.flatMap(({ flags, choices }) =>
      flags.flatMap((flag) => (choices.length === 0 ? [] : [`    '${name} ${flag}') words='${choices.join(' ')}' ;;`])),
    ),
  );
  const flags = commands.map(({ name, options }) => `      ${name}) words='${options.flatMap((option) => option.flags).join(' ')}' ;;`);
  return `# Completion of millrace for bash. Put this line into ~/.bashrc:
#   eval "$(millrace completion bash)"
_millrace() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=''
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${choices.join('\n')}
    'completion completion') words='${shells.join(' ')}' ;;
  esac
  if [[ -z $words && $word == -* ]]; then
    case "\${COMP_WORDS[1]}" in
${flags.join('\n')}
    esac
  fi
  if [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$word"))
  else
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _millrace millrace
`;
}

function zsh(commands: readonly CommandWords[]): string {
  const listed = commands.map(({ name, description }) => `    '${name}:${quoted(description).replaceAll(':', '\\:')}'`);
  const cases = commands.map(({ name, options }) => {
    const specs = [...options.flatMap(zshOption), name === 'completion' ? `'1:shell:(${shells.join(' ')})'` : `'*:file:_files'`];
    return `        ${name}) _arguments ${specs.join(' ')} ;;`;
  });
  return `#compdef millrace
# Completion of millrace for zsh. Put this line into ~/.zshrc, after compinit:
#   eval "$(millrace completion zsh)"
_millrace() {
  local -a commands=(
${listed.join('\n')}
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
compdef _millrace millrace
`;
}

function zshOption({ flags, description, takesValue, choices }: OptionWords): string[] {
  const text = quoted(description).replaceAll(/[[\]:]/g, '\\$&');
  const value = takesValue ? `:value:${choices.length > 0 ? `(${choices.join(' ')})` : '_files'}` : '';
  return flags.map((flag) => `'*${flag}[${text}]${value}'`);
}

function fish(commands: readonly CommandWords[]): string {
  const lines = commands.flatMap(({ name, description, options }) => [
    `complete -c millrace -n __fish_use_subcommand -f -a ${name} -d '${fishQuoted(description)}'`,
    ...options.map((option) => fishOption(name, option)),
  ]);
  return `# Completion of millrace for fish. Put this line into ~/.config/fish/config.fish:
#   millrace completion fish | source
${lines.join('\n')}
complete -c millrace -n '__fish_seen_subcommand_from completion' -f -a '${shells.join(' ')}'
`;
}

function fishOption(command: string, { flags, description, takesValue, choices }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = takesValue ? (choices.length > 0 ? ` -x -a '${choices.join(' ')}'` : ' -r') : '';
  return `complete -c millrace -n '__fish_seen_subcommand_from ${command}' ${names.join(' ')}${value} -d '${fishQuoted(description)}'`;
}

/** For single quotes of sh, which have no escape. */
function quoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function fishQuoted(text: string): string {
  return text.replaceAll(/[\\']/g, '\\$&');
}
