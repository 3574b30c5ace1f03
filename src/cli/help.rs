//! What `--help` says: an overview, and a page for each command. `tests/cli/help.rs` holds the pages to the options that are read.

/// The overview.
pub(super) const OVERVIEW: &str = "\
xieban — 市卫生监督所“零障碍”服务全程协办

  xieban            协办台；还没有台账时先做首次设置
  xieban board      公示屏：轮流显示值班、指南、监督电话
  xieban demo       演练：一个装满样例的协办台
  xieban init       由脚本新建正式台账
  xieban act        逐行执行JSON指令，供脚本和导入用
  xieban case       列出或查看协办事项
  xieban staff      人员登记
  xieban unit       列出或查看其他单位的地址、电话、协办员
  xieban roster     查看、核对、打印值班安排表，查某一时刻谁在班
  xieban holidays   登记新一年的放假安排
  xieban journal    逐页列出台账
  xieban looks      列出谁查看过身份、为什么
  xieban form       出空白单、日志总表、安排表、台签
  xieban report     出月报、季报、年报，也可以导出成表格
  xieban publish    生成单位网站的值班公示页
  xieban deadline   算一个期限，说明怎么算的
  xieban audit      核对台账
  xieban backup     备份台账，终端不用停
  xieban restore    用备份恢复台账
  xieban recover    系统管理员都签不进时，用密封的恢复码另设一名
  xieban erase      清除超过保存期限的隐私文字
  xieban doctor     检查终端、台账、磁盘、时钟、节假日

每个命令的写法：xieban 命令 --help。谁可以办什么：xieban help 角色。版本：xieban --version。
台账路径：--store，或环境变量 XIEBAN_STORE，否则 ./xieban.redb。
退出码：0 完成，1 不准或有问题，2 用法不对，75 请用更新的程序。";

const DESK: &str = "\
xieban [选项]   打开协办台；还没有台账时先做首次设置，填到一半退出，填的留着

  --store 路径   台账
  --desk 台号    本终端的名称，记在每一页上；默认1号台
  --theme 配色   day 日间（默认）、night 夜间、contrast 高对比（深色底）、mono 单色，或一个主题文件
  --wide         终端把“”…—画成两格宽；--narrow 画成一格宽；都不写就自己量
  --out 目录     出单目录；默认是台账旁的同名 .out 目录
  --print 命令   出单交给这条命令，如 \"lp -d 一楼\"；不经过shell
  --witness 目录 见证放在哪里，最好在另一块盘上；默认看 XIEBAN_WITNESS，没有就在台账旁
  --kiosk        公用终端：任何键都退不出程序，不听环境变量，台账别人能读就不开；文件只写进出单目录
导出的表格（Ctrl-X）写到环境变量 XIEBAN_OUT 指的目录，没有就写到台账旁的“导出”目录。";

const BOARD: &str = "\
xieban board [选项]   打开公示屏：只读，自动翻页，不用按键；收到 SIGTERM（systemctl stop）结束

  --store 路径   台账
  --config 文件  翻哪些页、每页几秒、用哪几个键退出；不给就用默认的，没有退出键
  --check        只检查 --config 的文件，逐行说出错处
  --theme 配色   day 日间（默认）、night 夜间、contrast 高对比（深色底）、mono 单色，或一个主题文件
  --wide         终端把“”…—画成两格宽；--narrow 画成一格宽；都不写就自己量";

const DEMO: &str = "\
xieban demo [选项]   打开演练库；没有就先建一个
xieban demo --fill 路径 [选项]   只建演练库，不打开

  --store 路径   打开哪个演练库；默认在临时目录
  --fill 路径    在这里新建，不覆盖已有的
  --cases N      件数，1到5000000；默认200
  --days N       这些件在最近多少个工作日里登记；默认是件数的十分之一，15到500
  --seed S       随机种子；种子和时刻相同，内容就相同；默认1
  --now 时刻     演练钟从何时走起，如2026-11-23T08:41；默认现在，不开门时取下一个上班时刻
  --rate 倍速    演练钟的快慢，0为停住；默认1
  --course       签到后就是演练课程：接待二十位来人，看按键和漏项
打开时还可用协办台的选项：--desk --theme --wide --narrow --out --print --witness --kiosk。";

const INIT: &str = "\
xieban init --office 名称 --prefix 字头 --admin 代码:姓名 --pin-fd N [--store 路径]   新建正式台账

  --office 名称       单位全称
  --prefix 字头       编号的字头，如徐卫监
  --admin 代码:姓名   第一个系统管理员，如 A01:张三
  --pin-fd N          他的密码从描述符N读：至少8位，两种字符，或者一句话
  --store 路径        台账放在哪里，不覆盖已有的";

const ACT: &str = "\
xieban act [选项]   从标准输入逐行读JSON指令，每行答一行JSON
xieban act --schema   列出每种指令的写法

  --store 路径   台账
  --as 代码      以谁的名义；正式库必给，演练库可以逐行写 \"as\"
  --pin-fd N     密码从描述符N读；演练库不用
  --desk 台号    记在每一页上；默认“批量”
  --second 代码  第二人：同意 keep_staff（任命文件写在 \"appointed\" 里），或一起核定日期 confirm_clock；
                 他的密码从 --second-pin-fd N 读
每行须有请求号 \"request\"：同一个请求号再送一次，得到第一次的结果。
读不懂的一行答 \"reason\":\"malformed\"，后面的照常执行；不准的也写在回答里，退出码仍是0。
例：{\"request\":\"r-1\",\"as\":\"S01\",\"do\":\"register\",\"visitor\":{\"name\":\"张三\"},\"matter\":\"ZX01\"}";

const CASE: &str = "\
xieban case list [选项]        列出全部协办事项，一件一行
xieban case show 编号 [选项]   查看一件，编号如2026-9，或照单上的写

  --json         每件一行JSON
  --as 代码      以谁的名义；不给就只出公开内容，不出姓名
  --pin-fd N     密码从描述符N读；演练库不用
  --store 路径   台账";

const STAFF: &str = "\
xieban staff list [选项]        列出在岗人员，一人一行
xieban staff show 代码 [选项]   查看一个人的登记
xieban staff keep 代码 [选项]   登记一个人或改动登记；没写的不变
xieban staff pin 代码 [选项]     换自己的密码；系统管理员重置他人的密码，本人签到时须先更换
xieban staff photo 代码 照片 [选项]   换照片：JPEG或PNG，转正、缩小、去掉拍摄信息后存进台账；照片换成 --none 就撤下

  --json         每人一行JSON；--store 路径 台账；--desk 台号 改动时记在页上的终端名，默认 批量
  --as 代码      以谁的名义；不给就不出手机。登记和改动由系统管理员
  --pin-fd N     密码从描述符N读；演练库不用。staff pin 必给，新密码从 --new-fd N 读
  --second 代码  第二人，他的密码从 --second-pin-fd N 读：领导、作风办、行风办的角色和重置密码要所主要负责人在场同意；
                 没有的，要一名值班领导，并写任命文件 --paper 文号 --paper-date 日期 --approved-by 批准人
登记的内容：
  --name 姓名  --reason 更名原因（改已登记的姓名必写）  --post 职务  --order 排序  --badge 工作证号
  --rank 班子成员|中层|一般  --established 是|否（在编）  --bureau 是|否（局管）  --active 是|否（在岗）
  --roles 角色、角色  --department 科室  --place 办公地点  --phone 办公电话  --mobile 手机";

const PUBLISH: &str = "\
xieban publish 文件夹 [选项]       把值班、安排表、流程图、指南写成静态网页，供单位网站使用
xieban publish --posted 地点 [选项]   记下公示栏已更新
xieban publish --log [--json]      列出更新公示的记录，公示栏和网站都在

  --as 代码      以谁的名义记入更新公示；不写就只写网页、不记
  --pin-fd N     密码从描述符N读；演练库不用
  --desk 台号    记在页上的终端名，默认 网站
  --store 路径   台账
文件夹须是空的，或是以前用 publish 写的；里面有别的文件就不动它。
照片从台账里取；用不上的照片改用文字。
手机号码只出当日值班人员的。每天开门前、换班后各运行一次，见 docs/publish.md。";

const REPORT: &str = "\
xieban report 期间 [选项]   出协办工作月（季）报表，上期并列；不写 --out 就打印两联

期间写一种：
  --month 2026-11   --quarter 2026Q4   --year 2026   --from 日期 --to 日期
  --out 文件     写成文件，看名字的结尾：.xlsx 工作簿，.csv 一张表，.txt 两联报表
  --cases        连同期内登记、办结、终止或作废的各件，没有服务对象的身份；.csv 里就只有各件
  --as 代码      以谁的名义；不写就没有各协办员的数字，也没有投诉作风、问责的数字
  --pin-fd N     密码从描述符N读；演练库不用
  --store 路径   台账
写好了才换名，写一半停下（Ctrl-C）不留文件；已有同名的文件换成新的。";

const UNIT: &str = "\
xieban unit list [选项]        列出其他单位：名称、地址、电话、协办员、核实日期
xieban unit show 代码 [选项]   查看一个单位，如 SCJG

  --json         每个单位一行JSON
  --store 路径   台账
不知道的留空；90日没有核实的会说明。用指令 keep_unit 填写或核实。";

const ROSTER: &str = "\
xieban roster list [选项]         列出各季度安排表的各版
xieban roster show 季度 [选项]    逐日列出一个季度，如 2026Q4
xieban roster check 季度 [选项]   核对今天起的空班、资格、请假、缺项
xieban roster sheet 季度 [选项]   打印公示份和报送份
xieban roster csv 季度 [选项]     表格文件，WPS、Excel可以打开
xieban roster on 时间 [选项]      某一时刻谁在班，如 2026-11-23T10:15

  --version 版号   看这一版；不写是现行的一版
  --json           输出JSON
  --store 路径     台账
不写季度是本季度。起草、批准、公示、报送、换班用指令办（xieban act），或在台上按F4。";

const HOLIDAYS: &str = "\
xieban holidays list [选项]       工作日历到哪一年
xieban holidays add 文件 [选项]   登记新公布的放假安排、年中的修订，或者本市另外放的假，记入台账

  --as 代码      系统管理员；演练库可以不写
  --pin-fd N     密码从描述符N读；演练库不用
  --store 路径   台账
文件的写法见 docs/holidays.md。日期有错、七个节日没写全的不登记，逐项说明。登记后各台重新打开即用上。
已经承诺的日期不变；按新安排本来是另一天的，逐件列出。";

const JOURNAL: &str = "\
xieban journal [选项]   从头逐页列出台账；页上没有来访人的隐私

  --json         原样列出，每页一行JSON
  --from 页码    从这一页起
  --with-private 同 --json 一起用：每行再附隐私文字，只限系统管理员
  --as 代码      以谁的名义；值班领导、所主要负责人、系统管理员另看得到设置的改动
  --pin-fd N     密码从描述符N读；演练库不用
  --store 路径   台账
不给 --as 的人看不到的页，只列页码和校验值，链照样能核对。";

const LOOKS: &str = "\
xieban looks --as 代码 [选项]   列出谁查看过服务对象、投诉人的身份，为什么；最近的在前

  --as 代码      以谁的名义：值班领导、所主要负责人、所作风办、所行风办
  --pin-fd N     密码从描述符N读；演练库不用
  --json         每次一行JSON
  --store 路径   台账";

const DEADLINE: &str = "\
xieban deadline 日期 工作日数 [选项]   从这一天起几个工作日到哪天，逐日说明

  --json         一行JSON：到期日、是否暂定、算入的各日、跳过的各日和原因
  --store 路径   台账；用本所登记的放假安排
例：xieban deadline 2026-09-18 5";

const FORM: &str = "\
xieban form 单名 --blank [选项]               出一张空白单，停电时手写用
xieban form 日志总表 --date 日期 --as 代码 [选项]   出某一天的日志总表，姓名遮蔽
xieban form 安排表 --quarter 季度 --as 代码 [选项]   出一个季度的安排表，公示份和报送份
xieban form 台签 [--officer 代码] [选项]   出这个台的台签；要两面看的，印两张背对背放

  --blank        空白，各联都出
  --date 日期    哪一天，如2026-11-23
  --quarter 季度 哪一个季度，如2026Q4
  --officer 代码 台签上的协办员；不写就是这半天值班的
  --desk 台号    台签上的台号，默认1号台
  --as 代码      以谁的名义
  --pin-fd N     密码从描述符N读；演练库不用
  --store 路径   台账
单名：协办单、协办提示卡、协办回执、否定报备反馈单、大字单、签字页、日志总表、
申请材料接收凭证、外部导引单、代办授权书、投诉举报登记表、安排表、台签。";

const AUDIT: &str = "\
xieban audit [选项]   核对台账：页码、校验码、封存文本、派生表、见证

  --head 页码:校验码   核对这一页是否仍是当时印出的那一页
  --deep               连文件内部一起查，能修的修好；其间别的终端写不进
  --store 路径         台账
有问题时退出码为1，并说出第一处在哪一页。";

const BACKUP: &str = "\
xieban backup 文件 [选项]   备份台账到一个文件，终端不用停；写完读回核对
xieban backup --prove 文件 [选项]   验证一份备份：恢复到临时目录，核对，和台账比，再清掉

  --to 公钥                加密给这把 age 公钥（age1…），可以写几次
  --recipients-file 文件   公钥写在文件里，一行一把
  --identity 文件          验证加密的备份用这把 age 密钥打开
  --store 路径             台账
验证的结果记在台账旁；xieban doctor 和系统管理员签到时说上次是几时，超过26小时或没有通过都会提醒。
不给公钥时，来访人的身份、隐私文字和密码不在备份里。不覆盖已有的文件。";

const RESTORE: &str = "\
xieban restore 文件 [选项]   先核对整个备份，再用它换下台账；有终端开着就不做
xieban restore --accept 原因 --admin 代码 [选项]   不恢复，只认可现在的台账

  --identity 文件   加密的备份用这把 age 密钥打开
  --store 路径      恢复到哪里；原来的台账改名留在旁边
  --admin 代码      不含密码的备份没有人签得进去：给这位系统管理员设新密码，并认可台账
  --pin-fd N        新密码从描述符N读，要求同签到密码；在终端里运行、没写的就当场问，输入不显示
  --highest 编号    没有见证记着发到几号时，手里单子上今年的最大编号，如 协办单=23,协办回执=9
  --accept 原因     恢复出的台账比见证短的，由 --admin 那位用备份里原有的密码当场认可，不设新密码
恢复出的台账比见证短的，不认可就只能查看。";

const RECOVER: &str = "\
xieban recover 人员代码 [选项]   用密封的恢复码让这个人当系统管理员，设初始密码；恢复码用一次作废
xieban recover --make --as 代码 [选项]   系统管理员另做一个恢复码，打印密封；原来的作废

  --code-fd N    恢复码从描述符N读；--new-fd M 新密码从描述符M读，要求同签到密码
                 在终端里运行、没写的就当场问，输入不显示
  --as 代码      做恢复码的系统管理员；--pin-fd N 他的密码
  --desk 台号    记在页上的终端名，默认 批量
  --store 路径   台账
恢复码在新建台账时给出一次（首次设置的最后一页，或 xieban init 的输出），以后不能再看。";

const ERASE: &str = "\
xieban erase --as 代码 [选项]   清除超过保存期限的隐私文字，再重写台账文件；下班后运行

  --as 代码      系统管理员
  --pin-fd N     密码从描述符N读；演练库不用
  --store 路径   台账
各件都已归档超过设定月数（retention_months）的人才清除；页码和校验码不变。
本程序写在出单目录里的这些件的单子一并删去；打印系统自己的缓存不归本程序。
有终端开着时只清除、不重写，须在都退出后再运行一次。";

const DOCTOR: &str = "\
xieban doctor [选项]          检查终端、账户、权限、字宽、时钟、节假日、台账、磁盘，每处不对都说怎么改
xieban doctor --keys          逐个请你按键，说出哪些到不了、改哪个设置、改好以前用哪个键

  --store 路径   台账
  --out 目录     出单目录；--witness 见证目录；都和打开协办台时写的一样
有必须先改、不然公用终端打不开的，退出码是1。";

/// The page of a command (`None` is the desk); nothing where there is no such command.
pub(super) fn page(command: Option<&str>) -> Option<&'static str> {
    Some(match command {
        None => DESK,
        Some("board") => BOARD,
        Some("demo") => DEMO,
        Some("init") => INIT,
        Some("act") => ACT,
        Some("case") => CASE,
        Some("staff") => STAFF,
        Some("publish") => PUBLISH,
        Some("report") => REPORT,
        Some("unit") => UNIT,
        Some("roster") => ROSTER,
        Some("holidays") => HOLIDAYS,
        Some("journal") => JOURNAL,
        Some("looks") => LOOKS,
        Some("deadline") => DEADLINE,
        Some("form") => FORM,
        Some("audit") => AUDIT,
        Some("backup") => BACKUP,
        Some("restore") => RESTORE,
        Some("recover") => RECOVER,
        Some("erase") => ERASE,
        Some("doctor") => DOCTOR,
        Some(_) => return None,
    })
}
