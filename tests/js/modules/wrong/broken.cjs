const a = ;
import 'fs';