# Writes its number, that of a child, and that of a child in a session of its own to the file $1; none of them heeds SIGTERM.
trap '' TERM
sleep 1000 &
child=$!
setsid sleep 1000 &
echo $$ $child $! >> "$1"
wait
wait
sleep 1000
