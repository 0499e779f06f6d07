#!/usr/bin/perl
# Fills a fresh Request Tracker from a JSON document on standard input, and prints a JSON document of what it made:
# the tokens of its users by name, and the numbers of its queues by name.
#
# {"people": [{"name", "password", "address", "real_name", "staff": 0|1, "zone": "UTC", "keeper": 0|1}],
#  "queues": [{"name", "about", "members": [name, ...], "fields": [{"name", "values": [text, ...]}],
#              "members_may": [right, ...], "requestor_may": [right, ...], "staff_may": [right, ...]}]}
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use JSON ();
use RT;

RT::LoadConfig();
RT::Init();
my $wanted = do { local $/; JSON::decode_json(<STDIN>) };
my $root   = RT->SystemUser;
my (%person, %tokens, %queues);

sub made {
    my ($what, $done, $why) = @_;
    die "$what: " . ($why // 'refused') . "\n" unless $done;
    return $done;
}

sub allow {
    my ($whom, $object, @rights) = @_;
    made("right $_", $whom->PrincipalObj->GrantRight(Right => $_, Object => $object)) for @rights;
}

sub group_of {
    my ($queue, @names) = @_;
    my $group = RT::Group->new($root);
    made('group', $group->CreateUserDefinedGroup(Name => 'may use ' . $queue->Name));
    made("member $_", $group->AddMember($person{$_}->PrincipalId)) for @names;
    return $group;
}

for my $one (@{ $wanted->{people} }) {
    my $user = RT::User->new($root);
    made("user $one->{name}", $user->Create(
        Name => $one->{name}, Password => $one->{password}, EmailAddress => $one->{address},
        RealName => $one->{real_name}, Privileged => $one->{staff} ? 1 : 0, Timezone => $one->{zone} // 'UTC',
    ));
    $person{ $one->{name} } = $user;
    my $token = RT::AuthToken->new($root);
    my ($done, $why, $secret) = $token->Create(Owner => $user->id, Description => 'test');
    made("token of $one->{name}", $done, $why);
    $tokens{ $one->{name} } = $secret;
}

my $staff = RT::Group->new($root);
$staff->LoadSystemInternalGroup('Privileged');
for my $one (@{ $wanted->{queues} }) {
    my $queue = RT::Queue->new($root);
    made("queue $one->{name}", $queue->Create(Name => $one->{name}, Description => $one->{about}));
    for my $wish (@{ $one->{fields} }) {
        my $field  = RT::CustomField->new($root);
        my @values = @{ $wish->{values} };
        made("field $wish->{name}", $field->Create(
            Name => $wish->{name}, Type => @values ? 'SelectSingle' : 'FreeformSingle', MaxValues => 1,
            LookupType => 'RT::Queue-RT::Ticket',
        ));
        made("value $_", $field->AddValue(Name => $_)) for @values;
        made("field $wish->{name} here", $field->AddToObject($queue));
    }
    my $asker = RT::Group->new($root);
    $asker->LoadRoleGroup(Object => $queue, Name => 'Requestor');
    allow(group_of($queue, @{ $one->{members} }), $queue, @{ $one->{members_may} });
    allow($asker, $queue, @{ $one->{requestor_may} });
    allow($staff, $queue, @{ $one->{staff_may} });
    $queues{ $one->{name} } = $queue->id;
}
print JSON->new->canonical->encode({ tokens => \%tokens, queues => \%queues });
