package main

// A help is what -h prints, and what a message about wrong usage says of it.
type help struct {
	command              string
	synopsis, synopsisRu string
	en, ru               string
}

var explainHelp = help{
	command:    "ftpcode",
	synopsis:   "ftpcode [-lang en|ru] [-json] CODE|NAME|LINE [COMMAND] ...",
	synopsisRu: "ftpcode [-lang en|ru] [-json] КОД|ИМЯ|СТРОКА [КОМАНДА] ...",
	en: `usage:
  ftpcode [-lang en|ru] [-json] CODE|NAME|LINE [COMMAND] ...
        explain reply codes and Winsock numbers, alone or as the answer to a
        command
  ftpcode list [-class C] [-standing S] [-format text|map|json|csv|markdown]
        list the definitions
  ftpcode replies [-json] COMMAND...
        what a command, such as STOR, may be answered with
  ftpcode log [-json] [-events] [-top N] [-per-file] [FILE...]
        which replies a log holds, and what they say

examples:
  ftpcode 550 10060 0x2746              numbers
  ftpcode FileUnavailable ECONNRESET    names, in any case
  ftpcode 550 EPSV                      550 as the answer to EPSV
  ftpcode "534 Policy requires SSL."    a line of a log
  ftpcode "< 530 No." USER 425 RETR     several in one call

A command with its argument is quoted: ftpcode 504 "MODE Z". Numbers that other
programs make of a reply code (27550 of z/OS, 33318 of Beckhoff) are taken
apart.

flags, of every command:
  -lang en|ru  language; without it LC_ALL, LC_MESSAGES and LANG decide
  -json        write JSON
  -h           this help; "ftpcode list -h" says more of list, and so on

Exit status: 0; 1 if a code, name or command is unknown, or a log could not be
read; 2 for wrong usage.
`,
	ru: `вызов:
  ftpcode [-lang en|ru] [-json] КОД|ИМЯ|СТРОКА [КОМАНДА] ...
        объяснить коды ответа и номера Winsock, сами по себе или как ответ на
        команду
  ftpcode list [-class C] [-standing S] [-format text|map|json|csv|markdown]
        перечислить определения
  ftpcode replies [-json] КОМАНДА...
        что может прийти в ответ на команду, например STOR
  ftpcode log [-json] [-events] [-top N] [-per-file] [ФАЙЛ...]
        какие ответы есть в журнале и о чем они говорят

примеры:
  ftpcode 550 10060 0x2746              числа
  ftpcode FileUnavailable ECONNRESET    имена, регистр букв не важен
  ftpcode 550 EPSV                      550 как ответ на EPSV
  ftpcode "534 Policy requires SSL."    строка журнала
  ftpcode "< 530 No." USER 425 RETR     несколько сразу

Команду с аргументом заключайте в кавычки: ftpcode 504 "MODE Z". Числа, которые
другие программы делают из кода ответа (27550 в z/OS, 33318 у Beckhoff),
разбираются на части.

флаги всех команд:
  -lang en|ru  язык; без флага его определяют LC_ALL, LC_MESSAGES и LANG
  -json        вывести JSON
  -h           эта справка; «ftpcode list -h» расскажет о list и так далее

Код завершения: 0; 1, если код, имя или команда неизвестны или журнал не удалось
прочитать; 2 при неверном вызове.
`,
}

var listHelp = help{
	command:    "ftpcode list",
	synopsis:   "ftpcode list [-class C] [-standing S] [-format text|map|json|csv|markdown] [-json] [-lang en|ru]",
	synopsisRu: "ftpcode list [-class C] [-standing S] [-format text|map|json|csv|markdown] [-json] [-lang en|ru]",
	en: `usage: ftpcode list [-class C] [-standing S]
                    [-format text|map|json|csv|markdown] [-json] [-lang en|ru]

Lists the definitions of reply codes and Winsock numbers, in order of code.

  -class C     only this class: 1 to 6, winsock, or a name such as
               "transient negative"
  -standing S  only this standing: standard, extension, experimental, proposed,
               historic, folklore or vendor
  -format F    text (the default), map, json, csv or markdown; map is one table
               of the codes of today, class down and category across
  -json        short for -format json
  -lang en|ru  language of meaning and advice; names and headings in json, csv
               and markdown are English in either
  -h           this help
`,
	ru: `вызов: ftpcode list [-class C] [-standing S]
                    [-format text|map|json|csv|markdown] [-json] [-lang en|ru]

Перечисляет определения кодов ответа и номеров Winsock в порядке кодов.

  -class C     только этот класс: от 1 до 6, winsock или название, например
               «временный отказ»
  -standing S  только этот статус, по-русски или по-английски: standard,
               extension, experimental, proposed, historic, folklore, vendor
  -format F    text (обычно), map, json, csv или markdown; map дает одну таблицу
               нынешних кодов: вниз классы, вправо категории
  -json        то же, что -format json
  -lang en|ru  язык значений и советов; названия и заголовки в json, csv и
               markdown всегда английские
  -h           эта справка
`,
}

var repliesHelp = help{
	command:    "ftpcode replies",
	synopsis:   "ftpcode replies [-json] [-lang en|ru] COMMAND...",
	synopsisRu: "ftpcode replies [-json] [-lang en|ru] КОМАНДА...",
	en: `usage: ftpcode replies [-json] [-lang en|ru] COMMAND...

Tells what a command may be answered with, in the order of a dialogue, and which
document lists each reply.

examples:
  ftpcode replies STOR RETR
  ftpcode replies SITE CHMOD 644 x    what follows SITE or OPTS is its argument
  ftpcode replies ""                  the greeting that a server sends first

  -json        write a JSON array, one object per command
  -lang en|ru  language
  -h           this help
`,
	ru: `вызов: ftpcode replies [-json] [-lang en|ru] КОМАНДА...

Показывает, что может прийти в ответ на команду, в порядке диалога, и в каком
документе назван каждый ответ.

примеры:
  ftpcode replies STOR RETR
  ftpcode replies SITE CHMOD 644 x    все, что после SITE или OPTS, их аргумент
  ftpcode replies ""                  приветствие сервера

  -json        вывести массив JSON, по объекту на команду
  -lang en|ru  язык
  -h           эта справка
`,
}

var logHelp = help{
	command:    "ftpcode log",
	synopsis:   "ftpcode log [-json] [-events] [-top N] [-per-file] [-lang en|ru] [FILE...]",
	synopsisRu: "ftpcode log [-json] [-events] [-top N] [-per-file] [-lang en|ru] [ФАЙЛ...]",
	en: `usage: ftpcode log [-json] [-events] [-top N] [-per-file] [-lang en|ru]
                   [FILE...]

Tells which replies the logs of FTP clients and servers hold, which of the
failures are worth a retry, what to do about the most frequent ones, which
replies no document lists for their command, and which numbers have no
definition. The format of a log is found from the log itself. Logs in gzip and
bzip2 are read as they are. Without FILE, and for -, standard input is read.

  -json        write one JSON object
  -events      write every reply as a JSON object, one per line; not with -json,
               -top or -per-file
  -top N       show at most N rows of each table; 0, the default, shows all;
               JSON always has all
  -per-file    report on each file too, before the report on all
  -lang en|ru  language
  -h           this help

Lines that look like replies and were not read are said in the report and on
standard error. Ctrl-C ends the reading, and the report is on what was read.
`,
	ru: `вызов: ftpcode log [-json] [-events] [-top N] [-per-file] [-lang en|ru]
                   [ФАЙЛ...]

Показывает, какие ответы есть в журналах клиентов и серверов FTP, какие отказы
стоит повторить, что делать с самыми частыми, каких ответов документы для этой
команды не называют и какие коды не имеют определения. Формат журнала
определяется по нему самому. Журналы в gzip и bzip2 читаются как есть. Без ФАЙЛА
и вместо - читается стандартный ввод.

  -json        вывести один объект JSON
  -events      вывести каждый ответ объектом JSON, по одному в строке; не вместе
               с -json, -top и -per-file
  -top N       не больше N строк в каждой таблице; 0 (обычно) показывает все;
               в JSON всегда есть все
  -per-file    отчет и о каждом файле, перед общим
  -lang en|ru  язык
  -h           эта справка

О строках, похожих на ответы, но не прочитанных, говорят отчет и стандартный
вывод ошибок. Ctrl-C прекращает чтение, и отчет строится по прочитанному.
`,
}
