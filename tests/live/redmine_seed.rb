# Puts people, projects and rights into a fresh Redmine. Reads a document from standard input (redmine_house.py);
# writes the number of each project and everybody's API key to the file that SEEDED names.
require 'json'

told = JSON.parse($stdin.read)
Redmine::DefaultData::Loader.load('en')
Setting.rest_api_enabled = '1'
Setting.login_required = '1'
Setting.default_notification_option = 'none'
Setting.text_formatting = 'textile'

people = told['people'].to_h do |each|
  user = User.new(firstname: each['name'].capitalize, lastname: 'Example', mail: each['address'], language: 'en')
  user.login = each['name']
  user.password = each['password']
  user.save!
  user.pref.update!(time_zone: each['zone'] == 'UTC' ? nil : each['zone'])
  [each['name'], user]
end

reporter = Role.find_by!(name: 'Reporter')
manager = Role.find_by!(name: 'Manager')
projects = told['projects'].to_h do |each|
  project = Project.create!(name: each['name'], identifier: each['identifier'], is_public: false,
                            enabled_module_names: %w[issue_tracking], trackers: Tracker.all)
  role = Role.create!(name: "Employee of #{each['name']}", permissions: each['may'].map(&:to_sym),
                      issues_visibility: 'own')
  WorkflowRule.copy(nil, reporter, Tracker.all.to_a, [role])
  each['people'].each { |name| Member.create!(project: project, principal: people[name], roles: [role]) }
  Member.create!(project: project, principal: people['agent'], roles: [manager])
  each['categories'].each { |name| IssueCategory.create!(project: project, name: name) }
  [each['identifier'], project.id]
end
IssueCustomField.create!(name: 'Room', field_format: 'string', is_for_all: true, visible: true, editable: true,
                         trackers: Tracker.all)
keys = people.transform_values(&:api_key)
File.write(ENV.fetch('SEEDED'), JSON.generate('projects' => projects, 'keys' => keys))
