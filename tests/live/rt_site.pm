# A Request Tracker of its own for the tests: everything lies in one folder.
Set($rtname, 'desk.test');
Set($Organization, 'desk.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, @PORT@);
Set($WebPath, '');
Set($Timezone, 'UTC');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '@FOLDER@/rt.db');
Set($CorrespondAddress, 'desk@corp.example');
Set($CommentAddress, 'desk-comment@corp.example');
Set($MasonDataDir, '@FOLDER@/mason');
Set($MasonSessionDir, '@FOLDER@/sessions');
Set($WebSessionClass, 'Apache::Session::File');
Set($MailCommand, 'mbox');
$RT::VarPath = '@FOLDER@/mail';
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($LogToFile, 'info');
Set($LogDir, '@FOLDER@/log');
Set(%GnuPG, Enable => 0);
Set(%SMIME, Enable => 0);
# what protects real passwords costs a fifth of a second a request, which proves nothing here
Set($BcryptCost, 4);
1;
