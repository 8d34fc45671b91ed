package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"kith"
)

// userKey is a subject or a role of one user.
type userKey struct {
	user int64
	key  string
}

// alertPlan says what SaveAlerts writes.
type alertPlan struct {
	users     map[int64]kith.User
	bySubject map[userKey]*plannedAlert
	byRole    map[userKey]*plannedAlert
	byID      map[int64]*plannedAlert // the stored ones
	order     []*plannedAlert
}

// plannedAlert is an alert with what is to be added to it.
type plannedAlert struct {
	id       int64
	stored   bool
	alert    kith.Alert    // of a stored one only the user, and a new count
	subjects []string      // to be added
	reasons  []kith.Reason // to be added, where they are not there yet
}

// count returns how many openings a new alert stands for.
func (p *plannedAlert) count() int {
	switch p.alert.Kind {
	case kith.AlertOpening:
		return len(p.subjects)
	case kith.AlertBaseline:
		return p.alert.Count
	default:
		return 0
	}
}

// planAlerts finds out which alerts are new, and which join one that exists.
// Nothing is planned for users who are gone.
func (tx *tx) planAlerts(ctx context.Context, alerts []kith.Alert, users map[int64]kith.User) (*alertPlan, error) {
	var subjects, roles []userKey
	for i := range alerts {
		a := &alerts[i]
		subjects = append(subjects, userKey{a.UserID, a.Subject})
		if a.Again != "" {
			subjects = append(subjects, userKey{a.UserID, a.Again})
		}
		if a.RoleKey != "" {
			roles = append(roles, userKey{a.UserID, roleKey(a.RoleKey)})
		}
	}
	plan := &alertPlan{
		users: users, bySubject: make(map[userKey]*plannedAlert), byRole: make(map[userKey]*plannedAlert), byID: make(map[int64]*plannedAlert),
	}
	err := tx.findAlerts(ctx, alertLookup{
		join: "JOIN alert_subjects x ON x.user_id = v.user_id AND x.subject = v.key JOIN alerts a ON a.id = x.alert_id",
		keys: subjects,
	}, plan.knownBy(plan.bySubject))
	if err != nil {
		return nil, err
	}
	err = tx.findAlerts(ctx, alertLookup{
		join: "JOIN alerts a ON a.user_id = v.user_id AND a.role_key = v.key AND a.role_key <> '' AND a.created_at > ?",
		args: []any{millis(tx.now.Add(-kith.RoleWindow))},
		keys: roles,
	}, plan.knownBy(plan.byRole))
	if err != nil {
		return nil, err
	}
	for _, a := range alerts {
		if _, ok := users[a.UserID]; ok {
			plan.add(a)
		}
	}
	return plan, nil
}

// roleKey returns a role's key as it is stored: a long one becomes its hash.
func roleKey(key string) string {
	if key = clean(key); len(key) > maxKey {
		return hashKey(key)
	}
	return key
}

// knownBy returns what takes stored alerts up into the plan by the keys that
// they were found by. Of several with one key the first counts.
func (p *alertPlan) knownBy(by map[userKey]*plannedAlert) func(userKey, int64) {
	return func(key userKey, id int64) {
		if p.byID[id] == nil {
			p.byID[id] = &plannedAlert{id: id, stored: true, alert: kith.Alert{UserID: key.user}}
			p.order = append(p.order, p.byID[id])
		}
		if by[key] == nil {
			by[key] = p.byID[id]
		}
	}
}

// add plans one alert: as more reasons for its subject, as a further copy of
// its role or of the opening that it lists again, or as a new one.
func (p *alertPlan) add(a kith.Alert) {
	subject, role := userKey{a.UserID, a.Subject}, userKey{a.UserID, roleKey(a.RoleKey)}
	target := p.bySubject[subject]
	if target == nil {
		target = p.bySubject[userKey{a.UserID, a.Again}]
		if target == nil && role.key != "" {
			target = p.byRole[role]
		}
		if target == nil {
			target = &plannedAlert{alert: a}
			p.order = append(p.order, target)
			p.byRole[role] = target
		}
		target.subjects = append(target.subjects, a.Subject)
		p.bySubject[subject] = target
	} else if a.Kind == kith.AlertBaseline {
		target.alert = a
	}
	target.reasons = append(target.reasons, a.Reasons...)
}

// alertLookup looks alerts up by keys of users. join says how an alert, a, is
// found by v.user_id and v.key.
type alertLookup struct {
	join string
	args []any // of join
	keys []userKey
}

// findAlerts calls found with each key that has an alert and the alert's id,
// for one key in the order of their ids.
func (tx *tx) findAlerts(ctx context.Context, l alertLookup, found func(userKey, int64)) error {
	slices.SortFunc(l.keys, func(a, b userKey) int { return cmp.Or(cmp.Compare(a.user, b.user), cmp.Compare(a.key, b.key)) })
	return inChunks(slices.Compact(l.keys), func(keys []userKey) error {
		s := newStatement("WITH v (user_id, key) AS (VALUES ")
		for i, k := range keys {
			if i > 0 {
				s.add(",")
			}
			s.add("(CAST(? AS BIGINT), CAST(? AS TEXT))", k.user, k.key)
		}
		s.add(") SELECT v.user_id, v.key, a.id FROM v "+l.join, l.args...).add(" ORDER BY a.id")
		_, err := collect(ctx, tx, func(rows *sql.Rows) (struct{}, error) {
			var key userKey
			var id int64
			err := rows.Scan(&key.user, &key.key, &id)
			found(key, id)
			return struct{}{}, err
		}, s)
		return err
	})
}
