-- How much was recorded for each month and by which unit.
SELECT log, substr(CAST(on_day AS text), 1, 7) AS month, unit, count(*) AS events
FROM event_list GROUP BY log, month, unit ORDER BY log, month, unit;

-- What happened to one task, and who recorded it.
SELECT position, on_day, type, person, unit, data
FROM event_list WHERE log = 'nangang' AND CAST(subjects AS text) LIKE '%"task:park"%' ORDER BY position;

-- The tasks as they were at the newest snapshot, and at which position that is.
SELECT as_of, id, data -> 'facts' -> 0 -> 'value' ->> 'title' AS title
FROM current_rows WHERE log = 'nangang' AND table_name = 'tasks' ORDER BY id;
